"""The only code that takes a decision back before its letter is sent; the row stays as history."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from councils import notices, rules
from councils.models import CouncilReview, Decision
from councils.stages import ReviewState
from councils.workflow.locking import lock_review
from ideanet.activity import events
from ideanet.people.models import Person
from ideas.errors import OutOfDateError, RefusedError


@transaction.atomic
def retract(review: CouncilReview, *, by: Person, reason: str) -> None:
    """Open the review again; the reason is told to the chairs and reviewers."""
    review = lock_review(review)
    if review.state != ReviewState.DECIDED:
        raise OutOfDateError(_("There is no decision to take back, or its letter is out."))
    if not rules.may_write_for_council(by, review):
        raise PermissionDenied
    if not reason.strip():
        raise RefusedError(_("Say why the decision is taken back."))
    void(review, reason=reason)


def void(review: CouncilReview, *, reason: str) -> None:
    """Undo the standing decision of a locked review, if there is one; the event names nobody."""
    if review.state != ReviewState.DECIDED:
        return
    Decision.objects.filter(review=review, void_at=None).update(void_at=timezone.now())
    CouncilReview.objects.filter(pk=review.pk).update(state=ReviewState.OPEN)
    events.record(notices.UNDECIDED, review, by=None, reason=reason)
