"""The only code that asks members for reviews, and takes their yes or no."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from councils import away, detection, identities, notices, rules
from councils.models import Assignment, Conflict, CouncilReview, Seat
from councils.proposing import kept_apart, load_of
from councils.stages import AssignmentState
from councils.workflow import giving, readers
from councils.workflow.locking import lock_review
from ideanet.activity import events
from ideanet.activity.kinds import EventKind
from ideanet.activity.stages import Reach
from ideanet.people.models import Person
from ideas import prepared
from ideas.errors import OutOfDateError, RefusedError


@transaction.atomic
def assign(review: CouncilReview, seat: Seat, *, by: Person, due_on: date | None = None) -> Assignment:
    """Ask a member for a review, by the end of `due_on` or when the review is due.

    Raises RefusedError for a conflict, a full load or an ended seat, with the reason.
    """
    review = lock_review(review)
    if not review.is_open:
        raise OutOfDateError(_("This review is no longer open."))
    if not rules.may_assign(by, review):
        raise PermissionDenied
    assignment = ask(review, seat, by=by, due_at=_due_at(review, due_on))
    tell_asked(review, assignment, by)
    return assignment


def tell_asked(review: CouncilReview, assignment: Assignment, by: Person) -> None:
    _record(notices.ASKED, review, assignment, by, person_id=assignment.person_id)


def ask(review: CouncilReview, seat: Seat, *, by: Person, due_at: datetime) -> Assignment:
    """Write the request down, inside the caller's transaction and lock on the review; RefusedError as above."""
    seat = _lock_seat(seat, review)
    _check(review, seat, by)
    assignment, _is_new = Assignment.objects.update_or_create(
        review=review,
        person=seat.person,
        defaults={
            "seat": seat,
            "state": AssignmentState.INVITED,
            "assigned_by": by,
            "assigned_at": Now(),
            "due_at": due_at,
            "answered_at": None,
            "declined_because": "",
            "reminded_before_at": None,
            "reminded_after_at": None,
            "escalated_at": None,
        },
    )
    readers.admit(review)
    if rules.has_chair_seat(seat.person, review.council):
        giving.ask_others(review)
    return assignment


def _lock_seat(seat: Seat, review: CouncilReview) -> Seat:
    """The lock makes two reviews that ask for the same member count one after the other."""
    found = Seat.objects.select_for_update().filter(pk=seat.pk, council=review.council_id).first()
    if found is None or not found.is_sitting:
        raise RefusedError(_("This member no longer sits on the council."))
    return found


def obstacle_to(review: CouncilReview, seat: Seat, by: Person, *, without: Assignment) -> str:
    """Why the member could not be asked if `without` were asked no longer; in words for a chair, or nothing."""
    try:
        _check(review, seat, by, without=without)
    except RefusedError as error:
        return str(error)
    return ""


def earliest() -> datetime:
    """Until when whoever is asked now has time at least."""
    return timezone.now() + away.AT_LEAST


def _check(review: CouncilReview, seat: Seat, by: Person, *, without: Assignment | None = None) -> None:
    name = seat.person.name
    conflict = _conflict_of(review, seat.person)
    if conflict is not None:
        why = identities.show_conflict(by, review, conflict)
        raise RefusedError(
            _("%(name)s cannot review this idea: %(conflict)s.") % {"name": name, "conflict": why}
        )
    if seat.is_secretary:
        raise RefusedError(_("%(name)s is the secretary, who does not review.") % {"name": name})
    if not rules.is_assignable(seat, review):
        raise RefusedError(_("%(name)s has been asked already.") % {"name": name})
    if load_of(review.council, [seat.person_id])[seat.person_id] >= review.council.load_limit:
        raise RefusedError(
            _("%(name)s has as many reviews at once as the council allows: %(limit)d.")
            % {"name": name, "limit": review.council.load_limit}
        )
    _check_company(review, seat, without)


def _conflict_of(review: CouncilReview, person: Person) -> Conflict | None:
    """What is on record, or what has come since."""
    noted = next((c for c in review.conflicts.all() if c.person_id == person.pk), None)
    if noted is not None:
        return noted
    idea = prepared.for_rules(review.idea_id)
    kind = detection.find(idea, [person], years=review.co_author_years).get(person.pk)
    return None if kind is None else Conflict(review=review, person=person, kind=kind)


def _check_company(review: CouncilReview, seat: Seat, without: Assignment | None) -> None:
    apart = kept_apart(review.council)
    for assignment in review.assignments.select_related("person").all():
        if assignment == without:
            continue
        if assignment.is_standing and frozenset({assignment.person_id, seat.person_id}) in apart:
            raise RefusedError(
                _("%(name)s and %(other)s are not to meet on one review.")
                % {"name": seat.person.name, "other": assignment.person.name}
            )


def _due_at(review: CouncilReview, due_on: date | None) -> datetime:
    due = review.due_at
    if due_on is not None:
        due = min(due, review.end_of(due_on))
    return max(due, earliest())


@transaction.atomic
def accept(assignment: Assignment, *, by: Person) -> None:
    """Say yes; saying it twice is one yes."""
    review, assignment = _lock_own(assignment, by)
    if assignment.state == AssignmentState.ACCEPTED:
        return
    mark_accepted(review, assignment, by)


def mark_accepted(review: CouncilReview, assignment: Assignment, by: Person) -> None:
    """Write the yes down, inside the caller's transaction."""
    assignment.state, assignment.answered_at = AssignmentState.ACCEPTED, timezone.now()
    assignment.save(update_fields=["state", "answered_at"])
    _record(notices.ACCEPTED, review, assignment, by)


@transaction.atomic
def decline(assignment: Assignment, *, by: Person, reason: str) -> None:
    """Say no, and why; what was typed stays with the assignment."""
    review, assignment = _lock_own(assignment, by)
    if not reason.strip():
        raise RefusedError(_("Say why: it helps the chair to find somebody else."))
    assignment.state, assignment.answered_at = AssignmentState.DECLINED, timezone.now()
    assignment.declined_because = reason
    assignment.save(update_fields=["state", "answered_at", "declined_because"])
    readers.admit(review)
    _record(notices.DECLINED, review, assignment, by, reason=reason)


def _lock_own(assignment: Assignment, by: Person) -> tuple[CouncilReview, Assignment]:
    review = lock_review(assignment.review)
    own = rules.standing_assignment(by, review)
    if own is None or own.pk != assignment.pk or not rules.may_view_review(by, review):
        raise PermissionDenied
    if not review.is_open or own.is_submitted:
        raise OutOfDateError(_("This review is no longer open, or yours is in already."))
    return review, own


@transaction.atomic
def take_back(assignment: Assignment, *, by: Person) -> None:
    """Ask for the review no longer; a submitted one stands."""
    review = lock_review(assignment.review)
    if not rules.may_assign(by, review):
        raise PermissionDenied
    assignment = next(a for a in review.assignments.all() if a.pk == assignment.pk)
    if not assignment.is_pending:
        raise OutOfDateError(_("This review is in, or was declined meanwhile."))
    Assignment.objects.filter(pk=assignment.pk).update(state=AssignmentState.VOID)
    readers.admit(review)
    _record(notices.TAKEN_BACK, review, assignment, by, person_id=assignment.person_id)


def _record(
    kind: EventKind, review: CouncilReview, assignment: Assignment, by: Person, **data: object
) -> None:
    events.record(kind, review, by=by, subject=assignment, reach=Reach.NAMED, **data)
