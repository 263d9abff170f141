"""How candidates stand against entry requirements."""

from datetime import timedelta

import pytest
from django.utils import timezone

from councils import standing
from councils.models import Council
from councils.stages import RequirementKind
from councils.workflow import founding
from ideanet.people.models import Credential, Person
from ideanet.people.stages import CredentialKind, OrganisationKind, Role
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
