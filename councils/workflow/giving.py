"""The only code that decides whether blind reviewers get a file, and says who is to look where no chair may."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from councils import duty_notices, file_rules, notices, papers
from councils.models import CouncilReview, FileDecision
from councils.stages import Blindness
from councils.workflow.locking import lock_review
from ideanet.activity import events
from ideanet.activity.models import Event
from ideanet.activity.stages import Reach
from ideanet.people.models import Person
from ideas.errors import OutOfDateError
from ideas.models import Evidence, EvidenceFile


@transaction.atomic
def decide(review: CouncilReview, evidence: Evidence, *, by: Person, is_given: bool) -> FileDecision:
    """Whoever may has looked through the file; deciding anew replaces what was decided."""
    review = lock_review(review)
    if not review.is_under_way:
        raise OutOfDateError(_("This review is over."))
    if not file_rules.screens_files(by, review):
        raise PermissionDenied
    decision, _is_new = FileDecision.objects.update_or_create(
        review=review, evidence=evidence, defaults={"is_given": is_given, "decided_by": by}
    )
    events.record(
        notices.FILE_DECIDED, review, by=by, reach=Reach.NAMED, evidence_id=evidence.pk, given=is_given
    )
    return decision


def ask_others(review: CouncilReview) -> None:
    """Say so where a file waits and no chair is left who may look through it, as all of them judge the idea."""
    if not review.is_blind:
        return
    found = CouncilReview.objects.for_page().select_related("opened_by__organisation").get(pk=review.pk)
    if papers.wait_for_others(found):
        events.record(duty_notices.FILES_WAIT, found.council, by=None, reach=Reach.NAMED, review_id=found.pk)


def look_at_what_came(event: Event) -> None:
    """What follows when evidence is attached to an idea: who is to look through its file hears of it."""
    file = EvidenceFile.objects.filter(evidence=event.subject_id).first()
    if file is None:
        return
    blind = CouncilReview.objects.under_way().exclude(blindness=Blindness.OPEN).filter(idea=event.topic_id)
    for review in blind.for_page().select_related("opened_by__organisation"):
        if not papers.waits(review, file):
            continue
        if file_rules.has_screening_chair(review):
            events.record(duty_notices.FILE_CAME, review, by=None, reach=Reach.NAMED)
        elif not _were_asked(review, since=event):
            ask_others(review)


def _were_asked(review: CouncilReview, *, since: Event) -> bool:
    """A chair may have become a reviewer before the file was announced: that told of it already."""
    later = Event.objects.filter(kind=duty_notices.FILES_WAIT.name, pk__gt=since.pk)
    return later.filter(data__review_id=review.pk).exists()


def look_again(event: Event) -> None:
    """What follows when a member is in conflict: there may be no chair left who may look."""
    ask_others(CouncilReview.objects.get(pk=event.topic_id))
