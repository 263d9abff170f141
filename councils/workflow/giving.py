"""The only code that decides whether blind reviewers get a file, and says who is to look where no chair may."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from councils import duty_notices, file_rules, notices, papers
from councils.models import CouncilReview, FileDecision
from councils.workflow.locking import lock_review
from ideanet.activity import events
from ideanet.activity.stages import Reach
from ideanet.people.models import Person
from ideas.errors import OutOfDateError
from ideas.models import Evidence


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
