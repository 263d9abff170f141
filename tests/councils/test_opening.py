"""Sending an idea to a council."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from councils.models import Conflict, CouncilReview
from councils.stages import ConflictKind, Outcome, ReviewState, SeatClass
from councils.workflow import conflicts, opening
from ideanet.activity.models import Event
from ideanet.people.models import Person
from ideas import moves
from ideas.errors import OutOfDateError, RefusedError
from ideas.models import Idea
from ideas.stages import Audience, Stage
from ideas.workflow import moving
from tests import factories
from tests.councils import making

pytestmark = pytest.mark.django_db


def test_the_idea_is_in_review_and_the_chair_owes_it_an_answer_by_the_end_of_the_window() -> None:
    council, chair, _members = making.make_chaired_council(window_days=10)
    review = making.make_review(council)
    idea = Idea.objects.get(pk=review.idea_id)
    assert (idea.stage, idea.owed_by, idea.answer_due_on) == (
        Stage.IN_REVIEW,
        chair,
        timezone.localdate() + timedelta(days=10),
    )
    assert (review.number, review.revision.number, review.state) == (1, 1, ReviewState.OPEN)
    assert str(review) == idea.title


@pytest.mark.parametrize("who", ["owner", "marketing", "chair"])
def test_the_themes_owner_marketing_and_chairs_send(who: str) -> None:
    council, chair, _members = making.make_chaired_council()
    idea = factories.make_idea()
    senders = {"owner": idea.theme.owner, "marketing": council.created_by, "chair": chair}
    assert opening.send(idea, council, by=senders[who]).opened_by == senders[who]


def test_authors_members_and_strangers_do_not() -> None:
    council, chair, (member, _other) = making.make_chaired_council()
    author = factories.make_employee()
    idea = factories.make_idea(author)
    for person in (author, member, factories.make_employee()):
        with pytest.raises(PermissionDenied):
            opening.send(idea, council, by=person)
    with pytest.raises(PermissionDenied):
        opening.send(factories.make_idea(chair), council, by=chair)


def test_nobody_sends_what_they_do_not_see() -> None:
    council, chair, _members = making.make_chaired_council()
    with pytest.raises(PermissionDenied):
        opening.send(factories.make_idea(audience=Audience.RESTRICTED), council, by=chair)


def test_an_outsider_who_chairs_sends_what_they_see_to_their_own_council() -> None:
    council = making.make_council()
    chair = making.seat(council, factories.make_outsider(), is_chair=True).person
    making.seat(council)
    idea = factories.make_idea(audience=Audience.NETWORK)
    assert opening.send(idea, council, by=chair).council == council


def test_an_idea_is_with_one_council_at_a_time() -> None:
    council, _chair, _members = making.make_chaired_council()
    other, _chair, _members = making.make_chaired_council()
    review = making.make_review(council)
    with pytest.raises(OutOfDateError):
        opening.send(review.idea, other, by=review.opened_by)
    copy = CouncilReview.objects.get(pk=review.pk)
    copy.pk, copy.council, copy._state.adding = None, other, True
    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save()


def test_a_council_that_could_not_decide_takes_nothing() -> None:
    council, _chair, _members = making.make_chaired_council(members=1, quorum=3)
    with pytest.raises(RefusedError, match="quorum is 3, and 2 of its members"):
        making.make_review(council)


def test_a_council_whose_quorum_asks_for_a_class_that_is_not_free_takes_nothing() -> None:
    council, chair, _members = making.make_chaired_council(quorum=2, quorum_customer=1)
    with pytest.raises(RefusedError, match="for 1 of the class “Customer”, and 0 of its members of that"):
        making.make_review(council)
    boss = factories.make_outsider()
    making.seat(council, boss, SeatClass.CUSTOMER)
    idea = factories.make_idea(factories.make_employee(manager=boss))
    with pytest.raises(RefusedError, match="for 1 of the class “Customer”"):
        making.make_review(council, idea, by=chair)
    making.seat(council, factories.make_outsider(), SeatClass.CUSTOMER)
    assert making.make_review(council, idea, by=chair).is_open


def test_members_in_conflict_do_not_count_for_it_and_are_on_record() -> None:
    council, _chair, (boss, _other) = making.make_chaired_council(quorum=3)
    idea = factories.make_idea(factories.make_employee(manager=boss))
    with pytest.raises(RefusedError, match="2 of its members"):
        making.make_review(council, idea)
    making.seat(council)
    review = making.make_review(council, idea)
    found = Conflict.objects.get(review=review)
    assert (found.person, found.kind, found.declared_by) == (boss, ConflictKind.REPORTING_LINE, None)


def revise(council: Any, chair: Person, member: Person, idea: Idea) -> CouncilReview:
    review = making.make_review(council, Idea.objects.get(pk=idea.pk))
    making.submit(review, member, by=chair, outcome=Outcome.REVISE)
    making.close(review, by=chair, outcome=Outcome.REVISE)
    return review


def test_rounds_are_counted_and_limited() -> None:
    council, chair, (member, _other) = making.make_chaired_council(round_limit=2)
    idea = factories.make_idea()
    revise(council, chair, member, idea)
    second = making.make_review(council, Idea.objects.get(pk=idea.pk))
    assert (second.number, second.is_last) == (2, True)
    making.submit(second, member, by=chair, outcome=Outcome.REVISE)
    with pytest.raises(RefusedError, match="No round is left"):
        making.decide(second, by=chair, outcome=Outcome.REVISE)


@pytest.mark.parametrize(("rounds", "said"), [(1, "once"), (2, "2 times")])
def test_a_council_does_not_see_an_idea_beyond_its_limit(rounds: int, said: str) -> None:
    council, chair, (member, _other) = making.make_chaired_council(round_limit=rounds + 1)
    idea = factories.make_idea()
    for _number in range(rounds):
        revise(council, chair, member, idea)
    type(council).objects.filter(pk=council.pk).update(round_limit=rounds)
    with pytest.raises(RefusedError, match=said):
        making.make_review(council, Idea.objects.get(pk=idea.pk))


def test_a_new_trip_round_the_loop_starts_counting_anew() -> None:
    council, chair, (member, _other) = making.make_chaired_council(round_limit=1)
    idea = factories.make_idea()
    review = making.make_review(council, idea)
    making.submit(review, member, by=chair)
    making.close(review, by=chair)
    Idea.objects.filter(pk=idea.pk).update(stage=Stage.PUBLISHED)
    moving.perform(moves.NEW_ROUND, idea, by=idea.created_by)
    again = making.make_review(council, Idea.objects.get(pk=idea.pk))
    assert (again.round_number, again.number) == (2, 1)


def test_a_conflict_declared_once_holds_in_the_next_round() -> None:
    council, chair, (one, two) = making.make_chaired_council()
    idea = factories.make_idea()
    first = making.make_review(council, idea)
    conflicts.declare(first, two, by=two, reason="We share an office.")
    making.submit(first, one, by=chair, outcome=Outcome.REVISE)
    making.close(first, by=chair, outcome=Outcome.REVISE)
    second = making.make_review(council, Idea.objects.get(pk=idea.pk))
    carried = Conflict.objects.get(review=second)
    assert (carried.person, carried.reason, carried.declared_by) == (two, "We share an office.", two)


def test_without_a_chair_the_themes_owner_owes_the_answer() -> None:
    council = making.make_council()
    making.seat(council)
    review = making.make_review(council)
    assert Idea.objects.get(pk=review.idea_id).owed_by == review.idea.theme.owner


def test_the_idea_says_that_a_council_has_it_but_not_which() -> None:
    council, _chair, _members = making.make_chaired_council(name="Secret Sages")
    review = making.make_review(council)
    event = Event.objects.about(review.idea).get(kind="idea.send_to_review")
    assert "Secret Sages" not in str(event.data)


@pytest.mark.parametrize(
    "fields",
    [
        {"state": ReviewState.CLOSED},
        {"closed_at": timezone.now()},
        {"due_at": timezone.now() - timedelta(days=900)},
        {"number": 9},
        {"number": 0},
        {"state": "lost"},
        {"quorum": 0},
    ],
)
def test_the_database_refuses_a_review_that_makes_no_sense(fields: dict[str, Any]) -> None:
    council, _chair, _members = making.make_chaired_council()
    review = making.make_review(council)
    with pytest.raises(IntegrityError), transaction.atomic():
        CouncilReview.objects.filter(pk=review.pk).update(**fields)
