"""Decisions: by the stated rule with its working, or by a chair against it with a reason."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from councils import verdicts
from councils.models import CouncilReview, Decision, Point
from councils.stages import DecisionRule, Outcome, ReviewState, SeatClass
from councils.workflow import deciding, lettering, retracting
from ideanet.activity.models import Event
from ideanet.people.models import Person
from ideanet.people.stages import OrganisationKind
from ideas.errors import OutOfDateError, RefusedError
from ideas.models import Idea
from ideas.stages import Stage
from tests import factories
from tests.councils import making

pytestmark = pytest.mark.django_db


def judged(*outcomes: str, **fields: Any) -> tuple[CouncilReview, Person, list[Person]]:
    """A review that so many members have judged so."""
    council, chair, members = making.make_chaired_council(members=len(outcomes), **fields)
    review = making.make_review(council)
    for member, outcome in zip(members, outcomes, strict=True):
        making.submit(review, member, by=chair, outcome=outcome)
    return review, chair, members


def test_what_the_rule_computes_needs_no_reason_and_keeps_its_working() -> None:
    review, chair, _members = judged(Outcome.APPROVE, Outcome.APPROVE, Outcome.DECLINE, quorum=3)
    decision = deciding.decide(review, by=chair, outcome=Outcome.APPROVE)
    assert (decision.outcome, decision.computed, decision.is_override, decision.reason) == (
        Outcome.APPROVE,
        Outcome.APPROVE,
        False,
        "",
    )
    assert verdicts.recompute(decision.working) == Outcome.APPROVE
    assert making.reload(review).state == ReviewState.DECIDED


def test_the_idea_stays_in_review_until_the_letter_is_sent() -> None:
    review, chair, _members = judged(Outcome.APPROVE)
    making.decide(review, by=chair)
    assert Idea.objects.get(pk=review.idea_id).stage == Stage.IN_REVIEW


def test_a_decision_against_the_rule_takes_a_reason_and_is_marked() -> None:
    review, chair, _members = judged(Outcome.APPROVE)
    with pytest.raises(RefusedError, match="does not say so"):
        deciding.decide(review, by=chair, outcome=Outcome.DECLINE)
    decision = deciding.decide(review, by=chair, outcome=Outcome.DECLINE, reason="It is patented already.")
    assert (decision.is_override, decision.reason) == (True, "It is patented already.")


def test_where_the_rule_leaves_it_to_the_chair_a_reason_is_needed_but_it_is_no_override() -> None:
    review, chair, _members = judged(Outcome.APPROVE, decision_rule=DecisionRule.CHAIR)
    with pytest.raises(RefusedError, match="leaves it to you"):
        deciding.decide(review, by=chair, outcome=Outcome.APPROVE)
    decision = deciding.decide(review, by=chair, outcome=Outcome.APPROVE, reason="Convinced.")
    assert (decision.computed, decision.is_override) == ("", False)


def test_scores_decide_by_threshold() -> None:
    council, chair, (one, two) = making.make_chaired_council(decision_rule=DecisionRule.THRESHOLD, quorum=2)
    review = making.make_review(council)
    making.submit(review, one, by=chair, points=5, outcome=Outcome.DECLINE)
    making.submit(review, two, by=chair, points=4, outcome=Outcome.DECLINE)
    assert deciding.decide(review, by=chair, outcome=Outcome.APPROVE).computed == Outcome.APPROVE


def test_without_a_quorum_nothing_is_decided_not_even_against_the_rule() -> None:
    review, chair, _members = judged(Outcome.APPROVE, quorum=2)
    with pytest.raises(RefusedError, match="quorum is not met"):
        deciding.decide(review, by=chair, outcome=Outcome.APPROVE, reason="I am in a hurry.")


def test_a_quorum_by_class_counts_seats_of_that_class() -> None:
    council, chair, (one, two) = making.make_chaired_council(quorum=2, quorum_academic=1)
    scholar = making.seat(
        council, factories.make_outsider(OrganisationKind.ACADEMIC), SeatClass.ACADEMIC
    ).person
    review = making.make_review(council)
    making.submit(review, one, by=chair)
    making.submit(review, two, by=chair)
    with pytest.raises(RefusedError, match="quorum is not met"):
        making.decide(review, by=chair)
    making.submit(review, scholar, by=chair)
    assert making.decide(review, by=chair).outcome == Outcome.APPROVE


def test_only_a_chair_with_a_second_factor_decides() -> None:
    review, chair, (member,) = judged(Outcome.APPROVE)
    for person in (member, factories.make_employee(), review.council.created_by):
        with pytest.raises(PermissionDenied):
            making.decide(review, by=person)
    Authenticator.objects.filter(user=chair).delete()
    with pytest.raises(PermissionDenied):
        making.decide(review, by=Person.objects.get(pk=chair.pk))


def test_a_chair_who_owes_a_review_decides_after_it_is_in() -> None:
    review, chair, _members = judged(Outcome.APPROVE)
    assignment = making.assign(review, chair, by=chair)
    with pytest.raises(PermissionDenied):
        making.decide(review, by=chair)
    from councils.workflow import reviewing

    reviewing.submit(assignment, making.draft(review), by=chair)
    assert making.decide(review, by=chair).pk


def test_revise_takes_points_to_meet() -> None:
    review, chair, _members = judged(Outcome.REVISE)
    with pytest.raises(RefusedError, match="has to meet"):
        deciding.decide(review, by=chair, outcome=Outcome.REVISE, points=[" "])
    decision = deciding.decide(review, by=chair, outcome=Outcome.REVISE, points=["Cite.", "", "Shorten."])
    assert [(p.position, str(p)) for p in decision.points.all()] == [(0, "Cite."), (1, "Shorten.")]
    assert "1. Cite.\n2. Shorten." in decision.letter.body


def test_the_last_round_offers_no_other_and_says_so_to_reviewers_too(client: Client) -> None:
    council, chair, (one, two) = making.make_chaired_council(quorum=1, round_limit=1)
    review = making.make_review(council)
    making.submit(review, one, by=chair)
    making.assign(review, two, by=chair)
    client.force_login(two)
    assert "This is the last round" in client.get(review.get_absolute_url()).content.decode()
    client.force_login(chair)
    address = reverse("councils:decision", args=[review.pk])
    page = client.get(address).content.decode()
    assert "This is the last round" in page
    assert 'value="decline"' in page
    assert 'value="revise"' not in page
    assert "Points to meet" not in page
    assert client.post(address, {"outcome": "revise", "reason": "Once more."}).status_code == 422
    assert client.post(address, {"outcome": "approve"}).status_code == 302


def test_points_belong_to_revise_alone() -> None:
    review, chair, _members = judged(Outcome.APPROVE)
    deciding.decide(review, by=chair, outcome=Outcome.APPROVE, points=["Cite."])
    assert not Point.objects.exists()


@pytest.mark.parametrize("outcome", Outcome.values)
def test_the_letter_is_drafted_from_what_reviewers_wrote_without_their_names(outcome: str) -> None:
    review, chair, members = judged(outcome, outcome)
    body = making.decide(review, by=chair, outcome=outcome).letter.body
    assert body.count("Well *argued*.") == 2
    assert "Reviewer 2" in body
    assert "Between us" not in body
    assert not any(person.name in body for person in [chair, *members])
    assert "&" not in body.replace("&mdash;", "")


def test_a_review_is_decided_once() -> None:
    review, chair, _members = judged(Outcome.APPROVE)
    making.decide(review, by=chair)
    with pytest.raises(OutOfDateError):
        making.decide(review, by=chair)


def test_a_decision_can_be_taken_back_before_its_letter_is_sent() -> None:
    review, chair, (member,) = judged(Outcome.APPROVE)
    decision = making.decide(review, by=chair)
    with pytest.raises(PermissionDenied):
        retracting.retract(review, by=member, reason="I disagree.")
    with pytest.raises(RefusedError):
        retracting.retract(review, by=chair, reason="")
    retracting.retract(review, by=chair, reason="A review was misread.")
    assert making.reload(review).state == ReviewState.OPEN
    decision.refresh_from_db()
    assert decision.void_at is not None
    assert Event.objects.get(kind="review.undecided").data == {"reason": "A review was misread."}
    making.close(review, by=chair)
    with pytest.raises(OutOfDateError):
        retracting.retract(review, by=chair, reason="Too late.")


def test_there_is_nothing_to_send_before_the_decision() -> None:
    review, chair, _members = judged(Outcome.APPROVE)
    with pytest.raises(OutOfDateError):
        lettering.send(review, by=chair, body="Dear authors")


@pytest.mark.parametrize("fields", [{"outcome": "maybe"}, {"computed": "decline", "reason": ""}])
def test_the_database_refuses_a_decision_against_the_rule_without_a_reason(fields: dict[str, Any]) -> None:
    review, chair, _members = judged(Outcome.APPROVE)
    decision = making.decide(review, by=chair)
    assert str(decision) == f"approve {review.pk}"
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.update(**fields)
