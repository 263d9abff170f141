"""Watching over reviews under way: somebody may come to be tied to an author while nobody looks."""

from django.db import transaction

from councils import detection, notices, prepared
from councils.models import CouncilReview
from ideanet.activity import events
from ideanet.activity.stages import Reach


def watch_all() -> int:
    """Say of every review under way whether a member is tied to it now; what follows is the event's consequence."""
    return sum(watch(pk) for pk in CouncilReview.objects.under_way().values_list("pk", flat=True))


@transaction.atomic
def watch(review_pk: int) -> bool:
    """A new manager, a shared idea that was accepted: whatever no event of ours tells."""
    review = prepared.review_for_rules(review_pk)
    if not detection.find_new(review):
        return False
    events.record(notices.TIED, review, by=None, reach=Reach.NAMED)
    return True
