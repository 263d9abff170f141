"""How candidates stand against entry requirements."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from councils import standing
from councils.models import Attestation, Council, Requirement
from councils.stages import RequirementKind, SeatClass
from councils.workflow import founding, seating
from councils.workflow.seating import Offer
from ideanet.people.models import Credential, Person
from ideanet.people.stages import CredentialKind, OrganisationKind, Role
from ideas.errors import RefusedError
from ideas.models import Idea
from ideas.stages import Audience, Stage
from tests import factories
from tests.councils import making

pytestmark = pytest.mark.django_db


def require(council: Council, kind: RequirementKind, **fields: object) -> None:
    founding.require(council, by=council.created_by, kind=kind, **fields)


def claim(person: Person, *, verified: bool = True, **fields: object) -> Credential:
    today = timezone.localdate()
    said = {"kind": CredentialKind.PATENT, "title": "EP 1", "dated_on": today - timedelta(days=900)}
    proof = (
        {"verified_by": factories.make_powerful(Role.ADMINISTRATOR), "verified_at": timezone.now()}
        if verified
        else {}
    )
    return Credential.objects.create(person=person, **said | proof | fields)


def found(council: Council, person: Person) -> list[tuple[bool, list[str]]]:
    return [(s.is_met, s.found) for s in standing.standings(council, person, reader=council.created_by)]


def test_only_verified_and_unexpired_credentials_of_the_kind_count() -> None:
    council, person = making.make_council(), factories.make_employee()
    require(council, RequirementKind.CREDENTIAL, credential_kind=CredentialKind.PATENT, number=2)
    claim(person)
    claim(person, title="Unverified", verified=False)
    claim(person, title="Run out", expires_on=timezone.localdate() - timedelta(days=1))
    claim(person, title="A degree", kind=CredentialKind.DEGREE)
    assert found(council, person) == [(False, ["EP 1"])]
    claim(person, title="EP 2")
    assert found(council, person) == [(True, ["EP 1", "EP 2"])]


def test_approved_ideas_count_and_those_one_may_not_see_without_their_titles() -> None:
    council, person = making.make_council(), factories.make_employee()
    require(council, RequirementKind.IDEAS_APPROVED, number=2)
    ideas = [
        factories.make_idea(person, title="Open to all"),
        factories.make_idea(person, title="For few", audience=Audience.RESTRICTED),
    ]
    factories.make_idea(person, title="Not yet")
    Idea.objects.filter(pk__in=[i.pk for i in ideas]).update(stage=Stage.APPROVED)
    assert found(council, person) == [(True, ["Open to all", "An idea that is not shared with you"])]


def test_the_kind_of_organisation_counts() -> None:
    council = making.make_council()
    require(council, RequirementKind.ORGANISATION, organisation_kind=OrganisationKind.CUSTOMER)
    assert found(council, factories.make_outsider()) == [(True, ["Customer"])]
    assert found(council, factories.make_employee()) == [(False, [])]


def test_what_is_not_met_is_said_in_words() -> None:
    council, person = making.make_council(), factories.make_employee()
    require(council, RequirementKind.CREDENTIAL, credential_kind=CredentialKind.PATENT, number=1)
    require(council, RequirementKind.IDEAS_APPROVED, number=3)
    require(council, RequirementKind.ORGANISATION, organisation_kind=OrganisationKind.ACADEMIC)
    assert standing.unmet(standing.standings(council, person, reader=person)) == [
        "Verified credentials of the kind “Patent”: at least 1",
        "Ideas approved by a council: at least 3",
        "An organisation of the kind “Academic body”",
    ]


def test_years_in_the_field_are_counted_from_the_earliest_verified_claim() -> None:
    council, person = making.make_council(), factories.make_employee()
    require(council, RequirementKind.YEARS, number=10)
    today = timezone.localdate()
    claim(
        person, kind=CredentialKind.YEARS_IN_FIELD, title="Grids", dated_on=today.replace(year=today.year - 9)
    )
    assert found(council, person)[0][0] is False
    since = today.replace(year=today.year - 10)
    claim(person, kind=CredentialKind.YEARS_IN_FIELD, title="Meters", dated_on=since)
    (met, evidence) = found(council, person)[0]
    assert (met, f"Meters, since {since:%B %Y}" in evidence) == (True, True)


def test_years_are_whole_only_on_their_day() -> None:
    council, person = making.make_council(), factories.make_employee()
    require(council, RequirementKind.YEARS, number=1)
    with time_machine.travel("2027-03-01"):
        claim(person, kind=CredentialKind.YEARS_IN_FIELD, dated_on=date(2026, 3, 2))
        assert found(council, person)[0][0] is False
    with time_machine.travel("2027-03-02"):
        assert found(council, person)[0][0] is True


def test_the_unit_counts_however_it_is_capitalised() -> None:
    council = making.make_council()
    require(council, RequirementKind.UNIT, text="Energy Trading")
    assert found(council, factories.make_employee(unit="energy trading")) == [(True, ["energy trading"])]
    assert found(council, factories.make_employee(unit="")) == [(False, [])]


def test_an_attestation_is_given_with_the_acceptance_and_needs_no_exception() -> None:
    council, person = making.make_council(), factories.make_employee()
    require(council, RequirementKind.ATTESTATION, text="I advise no rival.")
    (before,) = standing.standings(council, person, reader=person)
    assert (before.is_met, before.is_asked_later, standing.unmet([before])) == (False, True, [])
    invitation = seating.invite(
        council, person, Offer(SeatClass.EXPERT, timezone.localdate()), by=council.created_by
    )
    with pytest.raises(RefusedError, match="one more sentence"):
        seating.accept(invitation, by=person, attested=["I advise nobody."])
    seat = seating.accept(invitation, by=person, attested=["I advise no rival."])
    attestation = Attestation.objects.get()
    assert (attestation.seat, str(attestation)) == (seat, "I advise no rival.")
    assert attestation.attested_at <= timezone.now()
    assert found(council, person)[0][0] is True


def test_a_sentence_once_attested_stays_when_the_rule_goes() -> None:
    council, person = making.make_council(), factories.make_employee()
    require(council, RequirementKind.ATTESTATION, text="I advise no rival.")
    invitation = seating.invite(
        council, person, Offer(SeatClass.EXPERT, timezone.localdate()), by=council.created_by
    )
    seating.accept(invitation, by=person, attested=["I advise no rival."])
    founding.drop_requirement(council.requirements.get(), by=council.created_by)
    assert Attestation.objects.get().sentence == "I advise no rival."


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": RequirementKind.UNIT},
        {"kind": RequirementKind.ATTESTATION},
        {"kind": RequirementKind.YEARS, "text": "Ten"},
        {"kind": RequirementKind.UNIT, "text": "Sales", "number": 2},
    ],
)
def test_the_database_refuses_a_rule_that_does_not_say_what_it_requires(fields: dict[str, object]) -> None:
    council = making.make_council()
    with pytest.raises(IntegrityError), transaction.atomic():
        Requirement.objects.create(council=council, **fields)
