"""Reminders before and after the date, each once."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import F

from councils import reminding, tasks
from councils.models import Assignment, CouncilReview
from councils.workflow import assigning
from ideanet.activity.models import Event, Notice
from ideanet.people.models import Person
from ideas.errors import RefusedError
from tests.councils import making

pytestmark = pytest.mark.django_db


def make() -> tuple[CouncilReview, Assignment, Person, Person]:
    council, chair, (member, _other) = making.make_chaired_council()
    review = making.make_review(council)
    return review, making.assign(review, member, by=chair), member, chair


def pass_days(days: float) -> None:
    """The database's clock decides, so its rows move back instead."""
    span = timedelta(days=days)
    Assignment.objects.update(due_at=F("due_at") - span)
    CouncilReview.objects.update(opened_at=F("opened_at") - span, due_at=F("due_at") - span)


def told(kind: str) -> set[int]:
    making.announce_all()
    return set(Notice.objects.filter(event__kind=kind).values_list("person", flat=True))


def test_nothing_is_sent_before_its_time() -> None:
    make()
    assert reminding.remind_all() == 0


def test_a_member_is_reminded_once_before_the_date() -> None:
    _review, _assignment, member, _chair = make()
    pass_days(13)
    assert (reminding.remind_all(), reminding.remind_all()) == (1, 0)
    assert told("review.due_soon") == {member.pk}


def test_a_chair_whose_own_review_is_not_in_is_not_told_that_anothers_is_missing() -> None:
    review, _assignment, _member, chair = make()
    making.assign(review, chair, by=chair)
    pass_days(15)
    tasks.remind()
    assert told("review.late") == set()
    making.submit_as(review, chair)
    assert told("review.late") == set()


def test_member_chair_and_council_are_told_once_when_it_is_overdue() -> None:
    review, assignment, member, chair = make()
    pass_days(15)
    tasks.remind()
    tasks.remind()
    assert Event.objects.filter(kind="review.due").count() == 1
    assert told("review.due") == {member.pk}
    assert told("review.late") == {chair.pk}
    assert told("review.overdue") == {seat.person_id for seat in review.council.seats.all()}
    assignment.refresh_from_db()
    assert CouncilReview.objects.overdue().filter(pk=review.pk).exists()
    assert making.reload(review).is_overdue
    assert assignment.is_overdue


def test_a_review_that_is_in_is_not_reminded_of() -> None:
    review, assignment, member, _chair = make()
    from councils.workflow import reviewing

    reviewing.submit(assignment, making.draft(review), by=member)
    pass_days(13)
    assert reminding.remind_all() == 0
    assert not reminding.before(assignment.pk)
    assert not reminding.after(assignment.pk)


def test_each_reminder_is_claimed_by_one_call() -> None:
    review, assignment, _member, _chair = make()
    pass_days(15)
    assert [reminding.after(assignment.pk), reminding.after(assignment.pk)] == [True, False]
    assert [reminding.escalate(review.pk), reminding.escalate(review.pk)] == [True, False]


def test_a_chair_reminds_by_hand_at_most_daily() -> None:
    _review, assignment, member, chair = make()
    reminding.nudge(assignment, by=chair)
    assert told("review.nudged") == {member.pk}
    with pytest.raises(RefusedError):
        reminding.nudge(assignment, by=chair)
    Assignment.objects.update(reminded_by_hand_at=F("reminded_by_hand_at") - timedelta(days=1))
    reminding.nudge(assignment, by=chair)
    with pytest.raises(PermissionDenied):
        reminding.nudge(assignment, by=member)


def test_who_was_reminded_and_is_asked_anew_is_reminded_anew() -> None:
    review, assignment, member, chair = make()
    pass_days(15)
    reminding.remind_all()
    assigning.decline(assignment, by=member, reason="Ill.")
    again = making.assign(review, member, by=chair)
    assert (again.reminded_before_at, again.reminded_after_at) == (None, None)
