"""The directory and a person's page."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from ideanet.people.models import Credential, Expertise, Person
from ideanet.people.stages import OrganisationKind, Role
from tests import factories

pytestmark = pytest.mark.django_db
PEOPLE = "/people/"


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def names(client: Client, query: str = "") -> list[str]:
    return [person.name for person in client.get(f"{PEOPLE}{query}").context["page"]]


def test_people_are_found_by_parts_of_their_names() -> None:
    reader = factories.make_employee(name="Zoe Reader")
    factories.make_employee(name="Ann Maria Expert")
    factories.make_employee(name="Joann Expert")
    factories.make_employee(name="Bob Other", is_active=False)
    assert names(as_(reader)) == ["Ann Maria Expert", "Joann Expert", "Zoe Reader"]
    assert names(as_(reader), "?q=expert+ANN") == ["Ann Maria Expert", "Joann Expert"]
    assert names(as_(reader), "?q=100%25_") == []
    assert "Nobody by these words" in as_(reader).get("/people/?q=nobody").content.decode()


def test_people_are_found_by_where_they_are_and_what_they_know() -> None:
    reader = factories.make_employee(name="Zoe Reader", unit="Field Service")
    customer = factories.make_outsider(name="Carla Customer")
    pricing = Expertise.objects.create(name="Pricing")
    customer.expertise.add(pricing)
    client = as_(reader)
    assert names(client, f"?organisation={customer.organisation_id}") == ["Carla Customer"]
    assert names(client, f"?expertise={pricing.pk}") == ["Carla Customer"]
    assert names(client, "?unit=field+service") == ["Zoe Reader"]
    assert names(client, "?organisation=0&expertise=x") == ["Carla Customer", "Zoe Reader"]


def test_an_outsider_never_learns_of_other_customers() -> None:
    factories.make_employee(name="Ann Expert")
    rival = factories.make_outsider(name="Rita Rival")
    rival.expertise.add(Expertise.objects.create(name="A rival's secret field"))
    reader = factories.make_outsider(name="Carla Customer")
    factories.make_outsider(name="Cora Colleague", organisation=reader.organisation)
    client = as_(reader)
    assert names(client) == ["Ann Expert", "Carla Customer", "Cora Colleague"]
    page = client.get(PEOPLE).content.decode()
    assert rival.organisation.name not in page
    assert "A rival&#x27;s secret field" not in page
    assert names(client, f"?organisation={rival.organisation_id}") == names(client)
    assert names(client, f"?expertise={rival.expertise.get().pk}") == names(client)
    assert client.get(rival.get_absolute_url()).status_code == 404


def test_the_directory_goes_on_page_by_page() -> None:
    reader = factories.make_employee(name="Zz Reader")
    for number in range(35):
        factories.make_employee(name=f"Same Name{number % 2}")
    client, seen, query = as_(reader), [], ""
    while True:
        page = client.get(f"{PEOPLE}{query}").context["page"]
        seen += [person.pk for person in page]
        if page.next is None:
            break
        query = f"?after={page.next}"
    assert sorted(seen) == sorted(Person.objects.values_list("pk", flat=True))
    assert len(seen) == 36


@pytest.mark.parametrize("rows", [1, 30])
def test_the_directory_asks_as_much_for_thirty_as_for_one(
    rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    word = Expertise.objects.create(name="Pricing")
    for person in factories.PersonFactory.create_batch(rows):
        person.expertise.add(word)
    client = as_(Person.objects.earliest("pk"))
    client.get(PEOPLE)
    with django_assert_num_queries(6):
        assert len(client.get(PEOPLE).context["page"]) == rows


@pytest.mark.parametrize("rows", [1, 30])
def test_a_persons_page_asks_as_much_for_thirty_reports_as_for_one(
    rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    boss = factories.make_employee()
    person = factories.make_employee(manager=boss)
    factories.PersonFactory.create_batch(rows, manager=person)
    for number in range(rows):
        Credential.objects.create(
            person=person,
            kind="patent",
            title=f"Patent {number}",
            dated_on="2020-01-01",
            verified_by=boss,
            verified_at="2020-01-02T00:00Z",
        )
    client = as_(boss)
    client.get(person.get_absolute_url())
    with django_assert_num_queries(6):
        page = client.get(person.get_absolute_url())
    assert page.content.decode().count("Patent ") == rows


def test_a_page_shows_whom_one_reports_to_as_far_as_they_are_visible() -> None:
    boss = factories.make_employee(name="Bea Boss")
    person = factories.make_employee(name="Ann Expert", manager=boss, biography="Thinks of *pricing*.")
    factories.make_employee(name="Rob Report", manager=person)
    factories.make_employee(name="Gone Report", manager=person, is_active=False)
    page = as_(boss).get(person.get_absolute_url()).content.decode()
    assert "Bea Boss" in page
    assert "Rob Report" in page
    assert "Gone Report" not in page
    assert "<em>pricing</em>" in page
    Person.objects.filter(pk=boss.pk).update(joined_at=None)
    page = as_(factories.make_outsider()).get(person.get_absolute_url()).content.decode()
    assert "Bea Boss" not in page


def test_addresses_and_roles_are_for_colleagues() -> None:
    person = factories.make_employee(email="ann@example.com", roles=[Role.EXECUTIVE.value])
    inside = as_(factories.make_employee()).get(person.get_absolute_url()).content.decode()
    outside = as_(factories.make_outsider()).get(person.get_absolute_url()).content.decode()
    assert ("mailto:ann@example.com" in inside, "Executive" in inside) == (True, True)
    assert ("ann@example.com" in outside, "Executive" in outside) == (False, False)


def test_who_left_still_has_a_page() -> None:
    person = factories.make_employee(is_active=False)
    page = as_(factories.make_employee()).get(person.get_absolute_url())
    assert "No longer here" in page.content.decode()


def test_an_empty_page_of_ones_own_says_what_to_do() -> None:
    person = factories.make_outsider(OrganisationKind.ACADEMIC)
    page = as_(person).get(person.get_absolute_url()).content.decode()
    assert "/profile/" in page
    assert "/credentials/new/" in page
    assert "Following" not in page
