"""What people say of themselves."""

import pytest
from django.test import Client

from ideanet.people.models import Expertise, Person
from tests import factories

pytestmark = pytest.mark.django_db
PROFILE = "/profile/"


def form(**fields: str) -> dict[str, str]:
    return {
        "name": "Ann Expert",
        "job_title": "Principal Engineer",
        "biography": "Pricing & **more**",
        "expertise": "Pricing, field  service, pricing, ",
        "time_zone": "Europe/Lisbon",
        "mails_wanted": "on",
    } | fields


@pytest.fixture
def person(client: Client) -> Person:
    person = factories.make_employee(name="Ann")
    client.force_login(person)
    return person


def test_a_profile_is_edited(client: Client, person: Person) -> None:
    Expertise.objects.create(name="Field Service")
    assert client.get(PROFILE).status_code == 200
    response = client.post(PROFILE, form(name=" Ann   Expert "))
    assert response["Location"] == person.get_absolute_url()
    person = Person.objects.get(pk=person.pk)
    assert (person.name, person.job_title, person.time_zone) == (
        "Ann Expert",
        "Principal Engineer",
        "Europe/Lisbon",
    )
    assert [word.name for word in person.expertise.all()] == ["Field Service", "Pricing"]
    assert 'value="Field Service, Pricing"' in client.get(PROFILE).content.decode()


def test_mails_can_be_turned_off(client: Client, person: Person) -> None:
    fields = form()
    del fields["mails_wanted"]
    client.post(PROFILE, fields)
    assert Person.objects.get(pk=person.pk).mails_wanted is False


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "  "),
        ("time_zone", "Europe/Atlantis"),
        ("expertise", ", ".join(f"word {number}" for number in range(13))),
        ("expertise", "x" * 81),
        ("biography", "x" * 2001),
    ],
)
def test_what_cannot_be_is_refused_and_comes_back(
    client: Client, person: Person, field: str, value: str
) -> None:
    response = client.post(PROFILE, form(**{field: value}))
    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {field}
    assert "Principal Engineer" in response.content.decode()
    assert Person.objects.get(pk=person.pk).job_title == ""


def test_nobody_gives_themselves_more_by_the_form(client: Client, person: Person) -> None:
    client.post(PROFILE, form(roles="administrator", is_active="", organisation="0", email="x@x.example"))
    after = Person.objects.get(pk=person.pk)
    assert (after.roles, after.email, after.organisation) == ([], person.email, person.organisation)


def test_times_are_the_readers_own(client: Client, person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(time_zone="Asia/Tokyo")
    admin = factories.make_employee()
    del admin
    assert client.get("/").status_code == 200
