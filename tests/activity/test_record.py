"""The record for administrators."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from ideanet.people.models import Person
from ideanet.people.stages import Role
from ideanet.people.workflow import administering, arranging, inviting
from tests import factories

pytestmark = pytest.mark.django_db
RECORD = "/record/"


@pytest.fixture
def administrator(client: Client) -> Person:
    person = factories.make_powerful(Role.ADMINISTRATOR, name="Adam Administrator")
    client.force_login(person)
    return person


def test_it_says_who_did_what(client: Client, administrator: Person) -> None:
    ann, bob = factories.make_employee(name="Ann Expert"), factories.make_employee(name="Bob Bold")
    customer = factories.OrganisationFactory.create(name="Acme")
    segment = arranging.create_segment("Food", by=administrator)
    arranging.remove_segment(segment, by=administrator)
    inviting.invite("x@acme.example", customer, by=administrator)
    administering.change_roles(ann, [Role.MARKETING], by=administrator)
    administering.deactivate(bob, by=administrator)
    page = client.get(RECORD).content.decode()
    for sentence in (
        "Adam Administrator changed the segments: Food",
        "Adam Administrator invited x@acme.example for Acme",
        "Adam Administrator changed the roles of Ann Expert",
        "Adam Administrator ended the access of Bob Bold",
    ):
        assert sentence in page
    about_ann = client.get(RECORD, {"person": ann.pk}).content.decode()
    assert ("Ann Expert" in about_ann, "Bob Bold" in about_ann) == (True, False)
    assert "Bob Bold" in client.get(RECORD, {"person": "x"}).content.decode()
    assert "Bob Bold" in client.get(RECORD, {"person": administrator.pk}).content.decode()


def test_it_holds_what_ideas_do_not_concern(client: Client, administrator: Person) -> None:
    factories.make_idea(title="Not on this record")
    page = client.get(RECORD).content.decode()
    assert "Not on this record" not in page
    assert "Nothing on record" in page


def test_it_is_for_administrators(client: Client) -> None:
    client.force_login(factories.make_powerful(Role.EXECUTIVE))
    assert client.get(RECORD).status_code == 403


@pytest.mark.parametrize("rows", [1, 30])
def test_it_asks_as_much_for_thirty_as_for_one(
    rows: int, client: Client, administrator: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for person in factories.PersonFactory.create_batch(rows):
        administering.deactivate(person, by=administrator)
    client.get(RECORD)
    with django_assert_num_queries(4):
        assert len(client.get(RECORD).context["rows"]) == rows
