"""Two people at once, in real threads with real transactions: one wins, the other is told, nothing is half done."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from councils.models import Assignment, CouncilReview, Decision, Letter, Recommendation, Seat, SeatInvitation
from councils.stages import AssignmentState, Outcome, ReviewState, SeatClass
from councils.workflow import amending, assigning, conflicts, deciding, lettering, opening, reviewing, seating
from councils.workflow.seating import Offer
from ideanet.activity.models import Event
from ideanet.people.errors import GoneError
from ideas.errors import OutOfDateError, RefusedError
from ideas.models import Reader
from tests import factories
from tests.councils import making

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """Run the calls together, each on a connection of its own; what each answered or raised."""
    barrier = Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        try:
            barrier.wait()
            return call()
        except (OutOfDateError, RefusedError, GoneError) as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def kinds(answers: list[Any], *errors: type[Exception]) -> list[bool]:
    """For each answer whether it is one of the errors, the winners first."""
    return sorted(isinstance(answer, errors) for answer in answers)


def test_of_two_decisions_at_once_one_stands() -> None:
    council, chair, (one, _two) = making.make_chaired_council()
    second = making.seat(council, is_chair=True).person
    review = making.make_review(council)
    making.submit(review, one, by=chair)
    answers = at_once(
        lambda: deciding.decide(review, by=chair, outcome=Outcome.APPROVE),
        lambda: deciding.decide(review, by=second, outcome=Outcome.DECLINE, reason="No."),
    )
    assert kinds(answers, OutOfDateError) == [False, True]
    assert Decision.objects.count() == Letter.objects.count() == 1
    assert Event.objects.filter(kind="review.decided").count() == 1


def test_a_review_submitted_while_the_chair_decides_counts_or_is_refused() -> None:
    council, chair, (one, two) = making.make_chaired_council()
    for _try in range(3):
        review = making.make_review(council)
        making.submit(review, one, by=chair)
        assignment = making.assign(review, two, by=chair)
        draft = making.draft(review)
        submitted, decided = at_once(
            partial(reviewing.submit, assignment, draft, by=two),
            partial(deciding.decide, review, by=chair, outcome=Outcome.APPROVE),
        )
        assert isinstance(decided, Decision)
        counted = len(decided.working["reviews"])
        assert counted == (1 if isinstance(submitted, OutOfDateError) else 2)
        assert Recommendation.objects.counting(review).count() == counted


def test_a_review_amended_while_the_chair_decides_counts_whole_or_is_refused() -> None:
    council, chair, (one, _two) = making.make_chaired_council()
    for _try in range(3):
        review = making.make_review(council)
        making.submit(review, one, by=chair)
        assignment = Assignment.objects.get(review=review)
        changed = making.draft(review, points=1, outcome=Outcome.DECLINE)
        amended, decided = at_once(
            partial(amending.amend, assignment, changed, by=one, reason="So."),
            partial(deciding.decide, review, by=chair, outcome=Outcome.APPROVE, reason="Still."),
        )
        assert isinstance(decided, Decision)
        is_late = isinstance(amended, OutOfDateError)
        standing = Recommendation.objects.get(assignment=assignment)
        assert decided.working["reviews"] == [
            {"outcome": standing.outcome, "score": "3/4" if is_late else "0", "class": SeatClass.EXPERT}
        ]


def test_a_double_click_submits_once() -> None:
    council, chair, (one, _two) = making.make_chaired_council()
    review = making.make_review(council)
    assignment = making.assign(review, one, by=chair)
    draft = making.draft(review)
    answers = at_once(*[lambda: reviewing.submit(assignment, draft, by=one)] * 4)
    assert kinds(answers, OutOfDateError) == [False] * 4
    assert Event.objects.filter(kind="review.submitted").count() == 1
    assert Recommendation.objects.get().scores.count() == 4


def test_saving_while_submitting_never_changes_what_was_submitted() -> None:
    council, chair, (one, _two) = making.make_chaired_council()
    review = making.make_review(council)
    assignment = making.assign(review, one, by=chair)
    at_once(
        lambda: reviewing.submit(assignment, making.draft(review, 5), by=one),
        lambda: reviewing.save(assignment, making.draft(review, 1), by=one),
    )
    recommendation = Recommendation.objects.get()
    assert recommendation.is_submitted
    assert set(recommendation.scores.values_list("points", flat=True)) == {5}


def test_an_invitation_accepted_twice_at_once_is_one_seat() -> None:
    council = making.make_council()
    person = factories.make_employee()
    invitation = seating.invite(
        council, person, Offer(SeatClass.EXPERT, timezone.localdate()), by=council.created_by
    )
    answers = at_once(*[lambda: seating.accept(invitation, by=person)] * 3)
    assert kinds(answers, GoneError) == [False, True, True]
    assert Seat.objects.filter(person=person).count() == 1


def test_an_invitation_accepted_and_taken_back_at_once_is_one_of_the_two() -> None:
    council = making.make_council()
    person = factories.make_employee()
    invitation = seating.invite(
        council, person, Offer(SeatClass.EXPERT, timezone.localdate()), by=council.created_by
    )
    answers = at_once(
        lambda: seating.accept(invitation, by=person),
        lambda: seating.revoke(invitation, by=council.created_by),
    )
    assert kinds(answers, GoneError) == [False, True]
    invitation = SeatInvitation.objects.get()
    assert (invitation.accepted_at is None) != (invitation.revoked_at is None)


def test_a_letter_sent_twice_at_once_is_one() -> None:
    council, chair, (one, _two) = making.make_chaired_council()
    second = making.seat(council, is_chair=True).person
    review = making.make_review(council)
    making.submit(review, one, by=chair)
    making.decide(review, by=chair)
    answers = at_once(
        lambda: lettering.send(review, by=chair, body="Dear all"),
        lambda: lettering.send(review, by=second, body="Dear authors"),
    )
    assert kinds(answers, OutOfDateError) == [False, True]
    assert Event.objects.filter(kind__in=["letter.sent", "idea.approve"]).count() == 2


def test_an_idea_sent_to_two_councils_at_once_is_with_one() -> None:
    first, _chair, _members = making.make_chaired_council()
    other, _chair, _members = making.make_chaired_council()
    idea = factories.make_idea()
    answers = at_once(
        lambda: opening.send(idea, first, by=idea.theme.owner),
        lambda: opening.send(idea, other, by=idea.theme.owner),
    )
    assert kinds(answers, OutOfDateError) == [False, True]
    assert CouncilReview.objects.count() == 1


def test_a_conflict_declared_while_the_chair_decides_leaves_no_trace_in_the_decision() -> None:
    council, chair, (one, two) = making.make_chaired_council()
    for _try in range(3):
        review = making.make_review(council)
        making.submit(review, one, by=chair)
        making.submit(review, two, by=chair)
        at_once(
            partial(conflicts.declare, review, two, by=two, reason="Cousins."),
            partial(deciding.decide, review, by=chair, outcome=Outcome.APPROVE),
        )
        review = making.reload(review)
        if review.state == ReviewState.DECIDED:
            assert review.decision is not None
            assert len(review.decision.working["reviews"]) == 1
        else:
            assert review.decision is None
        assert Assignment.objects.get(review=review, person=two).state == AssignmentState.VOID


def test_a_member_is_not_loaded_beyond_the_limit_by_two_reviews_at_once() -> None:
    council, chair, (one, _two) = making.make_chaired_council(load_limit=1)
    reviews = [making.make_review(council), making.make_review(council)]
    seat = Seat.objects.get(person=one)
    answers = at_once(*[partial(assigning.assign, review, seat, by=chair) for review in reviews])
    assert kinds(answers, RefusedError) == [False, True]


def test_a_new_seat_never_brings_a_conflicted_reader_back() -> None:
    council, _chair, (one, _two) = making.make_chaired_council()
    review = making.make_review(council)
    person = factories.make_employee()
    invitation = seating.invite(
        council, person, Offer(SeatClass.EXPERT, timezone.localdate()), by=council.created_by
    )
    at_once(
        lambda: conflicts.declare(review, one, by=one, reason="Cousins."),
        lambda: seating.accept(invitation, by=person),
    )
    readers = set(Reader.objects.filter(idea=review.idea_id).values_list("person", flat=True))
    assert one.pk not in readers
    assert person.pk in readers
