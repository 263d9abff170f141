"""The only code that decides whether blind reviewers get a file."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from councils import notices, papers
from councils.models import CouncilReview, FileDecision
from councils.workflow.locking import lock_review
from ideanet.activity import events
from ideanet.activity.stages import Reach
from ideanet.people.models import Person
from ideas.errors import OutOfDateError
from ideas.models import Evidence


@transaction.atomic
def decide(review: CouncilReview, evidence: Evidence, *, by: Person, is_given: bool) -> FileDecision:
    """A chair who knows the authors has looked through the file; deciding anew replaces what was decided."""
    review = lock_review(review)
    if not review.is_under_way:
        raise OutOfDateError(_("This review is over."))
    if not papers.may_decide(by, review):
        raise PermissionDenied
    decision, _is_new = FileDecision.objects.update_or_create(
        review=review, evidence=evidence, defaults={"is_given": is_given, "decided_by": by}
    )
    events.record(
        notices.FILE_DECIDED, review, by=by, reach=Reach.NAMED, evidence_id=evidence.pk, given=is_given
    )
    return decision
