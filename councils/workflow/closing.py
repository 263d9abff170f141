"""What follows in councils from what happens to ideas: withdrawn ones close their review, revised ones come back."""

from django.utils import timezone

from councils import notices
from councils.models import CouncilReview
from councils.stages import Outcome, ReviewState
from councils.workflow import readers
from councils.workflow.locking import lock_with_idea
from ideanet.activity import events
from ideanet.activity.models import Event
from ideanet.activity.stages import Reach
from ideas.stages import Stage


def close_withdrawn(event: Event) -> None:
    """The authors withdrew the idea: nobody owes a review of it any more."""
    found = CouncilReview.objects.under_way().filter(idea=event.topic_id).select_related("idea").first()
    if found is None:
        return
    review = lock_with_idea(found)
    if not review.is_under_way or review.idea.stage != Stage.WITHDRAWN:
        return
    CouncilReview.objects.filter(pk=review.pk).update(state=ReviewState.WITHDRAWN, closed_at=timezone.now())
    readers.admit(review)
    events.record(notices.WITHDRAWN, review, by=None)


def tell_of_revision(event: Event) -> None:
    """The authors published a revision after “revise and resubmit”: its council may send it on."""
    last = (
        CouncilReview.objects.filter(idea=event.topic_id)
        .select_related("idea")
        .prefetch_related("decisions")
        .order_by("-opened_at")
        .first()
    )
    if last is None or last.decision is None or last.state != ReviewState.CLOSED:
        return
    if last.decision.outcome == Outcome.REVISE and last.round_number == last.idea.round_number:
        events.record(notices.REVISED_AS_ASKED, last.idea, by=None, reach=Reach.NAMED, review_id=last.pk)
