"""The only code that hands a member's open review on to another."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from councils import absence_notices, notices, prepared, proposing, rules
from councils.models import Assignment, CouncilReview
from councils.stages import AssignmentState
from councils.workflow import assigning
from councils.workflow.locking import lock_review
from ideanet.activity import events
from ideanet.activity.stages import Reach
from ideanet.people.models import Person
from ideas.errors import OutOfDateError, RefusedError


@transaction.atomic
def hand_on(assignment: Assignment, *, by: Person) -> Assignment:
    """Ask whoever fits best instead of a member who is away; what that member wrote is kept, and counts for nothing.

    Raises RefusedError where nobody can be asked: then nothing has changed.
    """
    review = lock_review(assignment.review)
    if not rules.may_assign(by, review):
        raise PermissionDenied
    given = release(review, assignment)
    review = prepared.review_for_rules(review.pk)
    council = prepared.council_for_rules(review.council_id)
    plan = proposing.plan(council, [review], needs={review.pk: 1})
    if not plan.matching.pairs:
        raise RefusedError(_("Nobody else can be asked now: the dashboard says of each member why."))
    _review, member = plan.matching.pairs[0]
    asked = assigning.assign(review, plan.seats[member], by=by)
    _tell(review, given, asked, by)
    return asked


def release(review: CouncilReview, assignment: Assignment) -> Assignment:
    """Ask the member no longer, inside the caller's transaction and lock on the review."""
    found = next(a for a in review.assignments.all() if a.pk == assignment.pk)
    if not found.is_pending or not review.is_open:
        raise OutOfDateError(_("This review is in, or was declined meanwhile."))
    Assignment.objects.filter(pk=found.pk).update(state=AssignmentState.VOID)
    return found


def _tell(review: CouncilReview, given: Assignment, asked: Assignment, by: Person) -> None:
    events.record(
        notices.TAKEN_BACK, review, by=by, subject=given, reach=Reach.NAMED, person_id=given.person_id
    )
    events.record(absence_notices.HANDED_ON, review, by=by, subject=asked, reach=Reach.NAMED)
