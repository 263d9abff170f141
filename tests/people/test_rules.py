"""Each rule over people, organisations and credentials agrees with its queryset."""

from itertools import product

import pytest
from django.utils import timezone

from ideanet.people import rules
from ideanet.people.models import Credential, Expertise, Organisation, Person
from ideanet.people.stages import OrganisationKind, Role
from tests import factories

pytestmark = pytest.mark.django_db


def make_everybody() -> list[Person]:
    customer = factories.OrganisationFactory.create()
    people = [
        factories.make_employee(),
        factories.make_powerful(Role.ADMINISTRATOR),
        factories.make_employee(roles=[Role.ADMINISTRATOR.value]),
        factories.make_outsider(organisation=customer),
        factories.make_outsider(organisation=customer),
        factories.make_outsider(),
        factories.make_outsider(OrganisationKind.ACADEMIC),
        factories.make_employee(is_active=False),
        factories.make_outsider(organisation=customer, is_active=False),
        factories.make_employee(joined_at=None),
        factories.make_outsider(organisation=customer, joined_at=None),
    ]
    return list(Person.objects.for_session().filter(pk__in=[person.pk for person in people]))


def test_who_sees_whom() -> None:
    people = make_everybody()
    for person in people:
        seen = {other for other in people if rules.may_view_person(person, other)}
        assert set(Person.objects.visible_to(person)) == seen


def test_who_sees_which_organisation() -> None:
    people = make_everybody()
    organisations = Organisation.objects.all()
    for person in people:
        seen = {one for one in organisations if rules.may_view_organisation(person, one)}
        assert set(Organisation.objects.visible_to(person)) == seen


def test_who_sees_which_credential() -> None:
    people = make_everybody()
    verifier = factories.make_powerful(Role.ADMINISTRATOR)
    for person, is_verified in product(people, (True, False)):
        Credential.objects.create(
            person=person,
            kind="patent",
            title="A patent",
            dated_on="2020-01-01",
            verified_by=verifier if is_verified else None,
            verified_at=timezone.now() if is_verified else None,
        )
    credentials = Credential.objects.select_related("person__organisation")
    for person in people:
        seen = {one for one in credentials if rules.may_view_credential(person, one)}
        assert set(Credential.objects.visible_to(person)) == seen


def test_who_sees_which_word() -> None:
    people = make_everybody()
    for number, person in enumerate(people):
        person.expertise.add(Expertise.objects.create(name=f"Word {number}"))
    for person in people:
        words = {word for other in Person.objects.visible_to(person) for word in other.expertise.all()}
        assert set(Expertise.objects.visible_to(person)) == words


def test_nobody_follows_themselves() -> None:
    people = make_everybody()
    for person, other in product(people, people):
        expected = person != other and rules.may_view_person(person, other)
        assert rules.may_follow(person, other) == expected


def test_a_credential_is_its_persons_until_it_is_verified() -> None:
    person, verifier = factories.make_employee(), factories.make_powerful(Role.ADMINISTRATOR)
    credential = Credential(person=person)
    assert rules.may_edit_credential(person, credential)
    assert not rules.may_edit_credential(verifier, credential)
    assert rules.may_verify_credential(verifier, credential)
    assert not rules.may_verify_credential(verifier, Credential(person=verifier))
    credential.verified_at = timezone.now()
    assert not rules.may_edit_credential(person, credential)
    assert rules.may_withdraw_credential(person, credential)
