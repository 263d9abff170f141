"""The only code that offers a review to another member, and hands it over when they accept or a chair confirms.

Whether the other is in conflict, has no room or was asked already is nothing that a member may find out by
offering: the offer stands all the same, and the chair alone reads what is in its way.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from councils import duty_notices, duty_rules, prepared, rules
from councils.models import Assignment, CouncilReview, Delegation, Seat
from councils.stages import DelegationState
from councils.workflow import assigning, handing
from councils.workflow.locking import lock_review
from ideanet.activity import events
from ideanet.activity.kinds import EventKind
from ideanet.activity.stages import Reach
from ideanet.people.models import Person
from ideas.errors import OutOfDateError, RefusedError


@transaction.atomic
def offer(assignment: Assignment, seat: Seat, *, by: Person) -> Delegation:
    """Ask another member to take over one's own review; to the same member again it is one offer."""
    review = lock_review(assignment.review)
    own = rules.standing_assignment(by, review)
    if own is None or own.pk != assignment.pk or not rules.may_view_review(by, review):
        raise PermissionDenied
    if not rules.may_recommend(by, review):
        raise OutOfDateError(_("This review is no longer open, or yours is in already."))
    if seat.council_id != review.council_id or not seat.is_sitting or seat.person_id == by.pk:
        raise RefusedError(_("Name another member of this council."))
    if seat.is_secretary:
        raise RefusedError(_("The secretary does not review: name another member."))
    standing = Delegation.objects.open().filter(assignment=own).first()
    if standing is not None and standing.seat_id == seat.pk:
        return standing
    if standing is not None:
        raise RefusedError(_("You have asked somebody already; take that back first."))
    obstacle = assigning.obstacle_to(review, seat, by, without=own)
    made = Delegation.objects.create(assignment=own, seat=seat, obstacle=obstacle[:300])
    if not obstacle:
        _record(duty_notices.OFFERED, review, made, by, person_id=seat.person_id)
    _record(duty_notices.DELEGATION_ASKED, review, made, by)
    return made


@transaction.atomic
def take_over(delegation: Delegation, *, by: Person) -> Assignment:
    """Accept, as the member who was asked; or confirm, as a chair: then the member is asked as by the chair."""
    review, delegation = _lock(delegation)
    if not duty_rules.may_take_over(by, delegation, review):
        raise PermissionDenied
    given = handing.release(review, delegation.assignment)
    review = prepared.review_for_rules(review.pk)
    is_own = delegation.seat.person_id == by.pk
    asked_by = given.assigned_by if is_own else by
    due_at = max(given.due_at, assigning.earliest())
    taken = assigning.ask(review, delegation.seat, by=asked_by, due_at=due_at)
    if is_own:
        assigning.mark_accepted(review, taken, by)
    else:
        assigning.tell_asked(review, taken, by)
    _answer(delegation, DelegationState.ACCEPTED if is_own else DelegationState.CONFIRMED, by)
    _record(duty_notices.HANDED_OVER, review, delegation, by, person_id=given.person_id)
    return taken


@transaction.atomic
def refuse(delegation: Delegation, *, by: Person) -> None:
    """Say no, as the member who was asked or as a chair; who offered learns only that it is theirs still."""
    review, delegation = _lock(delegation)
    if not duty_rules.may_take_over(by, delegation, review):
        raise PermissionDenied
    _answer(delegation, DelegationState.REFUSED, by)
    person_id = delegation.assignment.person_id
    events.record(
        duty_notices.NOT_TAKEN_OVER,
        review,
        by=None,
        subject=delegation,
        reach=Reach.NAMED,
        person_id=person_id,
    )


@transaction.atomic
def withdraw(delegation: Delegation, *, by: Person) -> None:
    """Keep the review after all."""
    _review, delegation = _lock(delegation)
    if delegation.assignment.person_id != by.pk or not by.is_active:
        raise PermissionDenied
    _answer(delegation, DelegationState.WITHDRAWN, by)


def _lock(delegation: Delegation) -> tuple[CouncilReview, Delegation]:
    review = lock_review(delegation.assignment.review)
    open_ones = Delegation.objects.open().select_related("seat__person", "assignment__assigned_by")
    found = open_ones.filter(pk=delegation.pk).first()
    if found is None:
        raise OutOfDateError(_("This was answered or taken back meanwhile."))
    return review, found


def _answer(delegation: Delegation, state: DelegationState, by: Person) -> None:
    Delegation.objects.filter(pk=delegation.pk).update(
        state=state, answered_at=timezone.now(), answered_by=by
    )


def _record(kind: EventKind, review: CouncilReview, about: Delegation, by: Person, **data: object) -> None:
    events.record(kind, review, by=by, subject=about, reach=Reach.NAMED, **data)
