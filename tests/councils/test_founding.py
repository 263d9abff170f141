"""Setting councils up, changing their rules, scorecards and entry requirements."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from councils.models import Council, Requirement
from councils.stages import Blindness, CouncilKind, RequirementKind
from councils.workflow import founding
from councils.workflow.founding import Asked
from ideanet.activity.models import Event
from ideanet.people.stages import CredentialKind, Role
from ideas.errors import RefusedError
from tests import factories
from tests.councils import making

pytestmark = pytest.mark.django_db


def test_a_new_council_has_a_scorecard_to_start_from() -> None:
    council = making.make_council()
    scorecard = council.scorecards.get()
    assert (scorecard.version, [c.name for c in scorecard.criteria.all()]) == (
        1,
        ["Originality", "Evidence", "Reach", "Clarity"],
    )
    assert Event.objects.about(council).values_list("kind", "actor").get() == (
        "council.created",
        council.created_by.pk,
    )


@pytest.mark.parametrize("role", [Role.MARKETING, Role.ADMINISTRATOR])
def test_marketing_and_administrators_set_councils_up(role: Role) -> None:
    assert making.make_council(by=factories.make_powerful(role)).pk


def test_others_do_not() -> None:
    with pytest.raises(PermissionDenied):
        making.make_council(by=factories.make_employee())
    with pytest.raises(PermissionDenied):
        making.make_council(by=factories.make_employee(roles=[Role.MARKETING.value]))


def test_a_chair_changes_the_rules() -> None:
    council, chair, _members = making.make_chaired_council()
    founding.change(council, by=chair, name="Better", window_days=7)
    council = Council.objects.get(pk=council.pk)
    assert (council.name, council.window_days, str(council)) == ("Better", 7, "Better")


def test_members_and_chairs_without_second_factor_do_not() -> None:
    council, _chair, (member, _other) = making.make_chaired_council()
    member.council_seats.update(is_chair=True)
    with pytest.raises(PermissionDenied):
        founding.change(council, by=member, name="Mine")


def test_names_hidden_from_authors_are_not_shown_while_reviews_are_under_way() -> None:
    council, chair, _members = making.make_chaired_council(blindness=Blindness.BOTH_HIDDEN)
    making.make_review(council)
    with pytest.raises(RefusedError, match="under way"):
        founding.change(council, by=chair, blindness=Blindness.AUTHORS_HIDDEN)
    founding.change(council, by=chair, blindness=Blindness.BOTH_HIDDEN, quorum=2)


def test_names_may_be_shown_once_nothing_is_under_way() -> None:
    council, chair, (one, _two) = making.make_chaired_council(blindness=Blindness.BOTH_HIDDEN)
    review = making.make_review(council)
    making.submit(review, one, by=chair)
    making.close(review, by=chair)
    assert founding.change(council, by=chair, blindness=Blindness.OPEN).blindness == Blindness.OPEN


def test_a_changed_scorecard_is_a_new_version_and_reviews_keep_theirs() -> None:
    council, chair, _members = making.make_chaired_council()
    review = making.make_review(council)
    founding.keep_scorecard(
        council, [Asked("Nerve", weight=3, labels=["No", "Yes"])], by=chair, minimum_coverage=100
    )
    assert review.scorecard.version == 1
    later = making.make_review(council)
    assert [(c.name, c.weight, c.top, str(c)) for c in later.scorecard.criteria.all()] == [
        ("Nerve", 3, 2, "Nerve")
    ]


def test_rules_are_frozen_when_a_review_opens() -> None:
    council, chair, _members = making.make_chaired_council(quorum=1, window_days=10)
    review = making.make_review(council)
    founding.change(council, by=chair, quorum=2, window_days=3)
    review = making.reload(review)
    assert (review.quorum, review.window_days) == (1, 10)


def test_a_scorecard_needs_criteria_of_different_names() -> None:
    council, chair, _members = making.make_chaired_council()
    with pytest.raises(RefusedError, match="needs a criterion"):
        founding.keep_scorecard(council, [], by=chair, minimum_coverage=50)
    with pytest.raises(RefusedError, match="same name"):
        founding.keep_scorecard(council, [Asked("Nerve"), Asked("nerve")], by=chair, minimum_coverage=50)


def test_a_requirement_is_stated_once_and_can_be_taken_out() -> None:
    council, chair, _members = making.make_chaired_council()
    fields = {"kind": RequirementKind.CREDENTIAL, "credential_kind": CredentialKind.PATENT}
    requirement = founding.require(council, by=chair, number=1, **fields)
    with pytest.raises(RefusedError, match="already"):
        founding.require(council, by=chair, number=2, **fields)
    founding.drop_requirement(requirement, by=chair)
    assert not council.requirements.exists()


def test_members_state_no_requirements() -> None:
    council, _chair, (member, _other) = making.make_chaired_council()
    with pytest.raises(PermissionDenied):
        founding.require(council, by=member, kind=RequirementKind.IDEAS_APPROVED, number=3)


@pytest.mark.parametrize(
    "fields",
    [
        {"quorum": 0},
        {"quorum": 1, "quorum_expert": 1, "quorum_academic": 1},
        {"approve_from": 101},
        {"approve_from": 40, "decline_below": 41},
        {"window_days": 0},
        {"window_days": 181},
        {"round_limit": 0},
        {"load_limit": 0},
        {"blindness": "half"},
        {"decision_rule": "lot"},
        {"kind": "secret"},
        {"name": ""},
    ],
)
def test_the_database_refuses_a_council_that_cannot_work(fields: dict[str, Any]) -> None:
    council = making.make_council()
    with pytest.raises(IntegrityError), transaction.atomic():
        Council.objects.filter(pk=council.pk).update(**fields)


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": RequirementKind.CREDENTIAL},
        {"kind": RequirementKind.ORGANISATION, "organisation_kind": "customer", "number": 2},
        {"kind": RequirementKind.IDEAS_APPROVED, "credential_kind": "patent"},
        {"kind": RequirementKind.IDEAS_APPROVED, "number": 0},
    ],
)
def test_the_database_refuses_a_requirement_that_says_nothing(fields: dict[str, Any]) -> None:
    council = making.make_council(kind=CouncilKind.ADVISERS)
    with pytest.raises(IntegrityError), transaction.atomic():
        Requirement.objects.create(council=council, **fields)
