"""Asking members for reviews, by hand."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from councils import pages
from councils.models import Assignment, CouncilReview, Seat
from councils.stages import AssignmentState
from councils.workflow import assigning, conflicts, reviewing, seating
from ideanet.activity.models import Event, Notice
from ideas.errors import OutOfDateError, RefusedError
from tests import factories
from tests.councils import making

pytestmark = pytest.mark.django_db


def test_a_member_is_asked_and_told_with_the_date() -> None:
    council, chair, (member, _other) = making.make_chaired_council()
    review = making.make_review(council)
    assignment = making.assign(review, member, by=chair)
    assert (assignment.state, assignment.due_at, assignment.is_pending) == (
        AssignmentState.INVITED,
        review.due_at,
        True,
    )
    making.announce_all()
    event = Event.objects.get(kind="review.asked")
    assert list(Notice.objects.filter(event=event).values_list("person", "why")) == [(member.pk, "reviewer")]


def test_the_chair_may_ask_for_an_earlier_day_but_leaves_three() -> None:
    council, chair, (one, two) = making.make_chaired_council(window_days=30)
    review = making.make_review(council)
    day = timezone.localdate() + timedelta(days=10)
    seats = {seat.person: seat for seat in Seat.objects.all()}
    due = assigning.assign(review, seats[one], by=chair, due_on=day).due_at
    assert timezone.localdate(due) == day
    due = assigning.assign(review, seats[two], by=chair, due_on=timezone.localdate()).due_at
    assert due > timezone.now() + timedelta(days=2)


def test_one_asked_when_the_review_is_nearly_due_has_three_days_all_the_same() -> None:
    council, chair, (member, _other) = making.make_chaired_council(window_days=5)
    review = making.make_review(council)
    with time_machine.travel(timezone.now() + timedelta(days=6)):
        assert making.assign(review, member, by=chair).due_at > timezone.now() + timedelta(days=2)


def test_only_a_chair_asks_and_only_while_the_review_is_open() -> None:
    council, chair, (one, two) = making.make_chaired_council()
    review = making.make_review(council)
    seat = Seat.objects.get(person=one)
    for person in (one, two, council.created_by):
        with pytest.raises(PermissionDenied):
            assigning.assign(review, seat, by=person)
    making.submit(review, one, by=chair)
    making.decide(review, by=chair)
    with pytest.raises(OutOfDateError):
        making.assign(review, two, by=chair)


def test_conflicts_are_shown_with_their_reason_and_never_assignable() -> None:
    council, chair, (boss, other) = making.make_chaired_council()
    review = making.make_review(council, factories.make_idea(factories.make_employee(manager=boss)))
    with pytest.raises(RefusedError, match="in the reporting line of an author"):
        making.assign(review, boss, by=chair)
    shown = {c.seat.person: c.obstacle for c in pages.candidates(page_of(review), {}, chair)}
    assert shown == {chair: "", other: "", boss: "is in the reporting line of an author"}


def page_of(review: CouncilReview) -> CouncilReview:
    return CouncilReview.objects.for_dashboard().get(pk=review.pk)


def test_a_conflict_that_arose_since_is_found_when_asking() -> None:
    council, chair, (member, _other) = making.make_chaired_council()
    author = factories.make_employee()
    review = making.make_review(council, factories.make_idea(author))
    author.manager = member
    author.save(update_fields=["manager"])
    with pytest.raises(RefusedError, match="reporting line"):
        making.assign(review, member, by=chair)


def test_declared_conflicts_are_never_assignable_either() -> None:
    council, chair, (member, _other) = making.make_chaired_council()
    review = making.make_review(council)
    conflicts.declare(review, member, by=member, reason="My neighbour.")
    with pytest.raises(RefusedError, match="declared a conflict"):
        making.assign(review, member, by=chair)


def test_nobody_is_asked_twice_or_beyond_their_load() -> None:
    council, chair, (member, other) = making.make_chaired_council(load_limit=1)
    review = making.make_review(council)
    making.assign(review, member, by=chair)
    with pytest.raises(RefusedError, match="asked already"):
        making.assign(review, member, by=chair)
    second = making.make_review(council)
    with pytest.raises(RefusedError, match="council allows: 1"):
        making.assign(second, member, by=chair)
    found = pages.candidates(page_of(second), {}, chair)
    shown = {c.seat.person: (c.seat.load, c.obstacle) for c in found}
    assert shown == {
        chair: (0, ""),
        other: (0, ""),
        member: (1, "has as many reviews at once as the council allows"),
    }


def test_a_submitted_review_is_no_load() -> None:
    council, chair, (member, _other) = making.make_chaired_council(load_limit=1)
    making.submit(making.make_review(council), member, by=chair)
    assert making.assign(making.make_review(council), member, by=chair).is_pending


def test_an_ended_seat_cannot_be_asked() -> None:
    council, chair, (member, _other) = making.make_chaired_council()
    review = making.make_review(council)
    seat = Seat.objects.get(person=member)
    seating.end(seat, by=chair, reason="Moved.")
    with pytest.raises(RefusedError, match="no longer sits"):
        assigning.assign(review, seat, by=chair)
    stranger = making.seat(making.make_council())
    with pytest.raises(RefusedError, match="no longer sits"):
        assigning.assign(review, stranger, by=chair)


def test_a_member_says_yes_once() -> None:
    council, chair, (member, other) = making.make_chaired_council()
    assignment = making.assign(making.make_review(council), member, by=chair)
    with pytest.raises(PermissionDenied):
        assigning.accept(assignment, by=other)
    assigning.accept(assignment, by=member)
    assigning.accept(assignment, by=member)
    assert Event.objects.filter(kind="review.accepted").count() == 1
    assignment.refresh_from_db()
    assert assignment.state == AssignmentState.ACCEPTED


def test_a_member_says_no_with_a_reason_and_can_be_asked_again() -> None:
    council, chair, (member, _other) = making.make_chaired_council()
    review = making.make_review(council)
    assignment = making.assign(review, member, by=chair)
    reviewing.save(assignment, making.draft(review, to_authors="Half a thought."), by=member)
    with pytest.raises(RefusedError):
        assigning.decline(assignment, by=member, reason=" ")
    assigning.decline(assignment, by=member, reason="On leave.")
    with pytest.raises(PermissionDenied):
        assigning.decline(assignment, by=member, reason="Again.")
    shown = {c.seat.person: (c.obstacle, c.note) for c in pages.candidates(page_of(review), {}, chair)}
    assert shown[member] == ("", "declined: On leave.")
    again = making.assign(review, member, by=chair)
    assert (again.pk, again.state, again.declined_because) == (assignment.pk, AssignmentState.INVITED, "")
    assert again.recommendation.to_authors == "Half a thought."


def test_a_submitted_review_cannot_be_declined() -> None:
    council, chair, (member, _other) = making.make_chaired_council()
    review = making.make_review(council)
    making.submit(review, member, by=chair)
    with pytest.raises(OutOfDateError):
        assigning.decline(Assignment.objects.get(), by=member, reason="Second thoughts.")


def test_a_chair_takes_an_assignment_back_but_not_a_review_that_is_in() -> None:
    council, chair, (one, two) = making.make_chaired_council()
    review = making.make_review(council)
    assignment = making.assign(review, one, by=chair)
    with pytest.raises(PermissionDenied):
        assigning.take_back(assignment, by=one)
    assigning.take_back(assignment, by=chair)
    assignment.refresh_from_db()
    assert assignment.state == AssignmentState.VOID
    submitted = making.submit(review, two, by=chair).assignment
    with pytest.raises(OutOfDateError):
        assigning.take_back(submitted, by=chair)


def test_the_database_refuses_a_second_assignment_and_a_silent_no() -> None:
    council, chair, (member, _other) = making.make_chaired_council()
    assignment = making.assign(making.make_review(council), member, by=chair)
    assert str(assignment) == f"{member.pk} reviews {assignment.review_id}"
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.filter(pk=assignment.pk).update(state=AssignmentState.DECLINED)
    assignment.pk, assignment._state.adding = None, True
    with pytest.raises(IntegrityError), transaction.atomic():
        assignment.save()
