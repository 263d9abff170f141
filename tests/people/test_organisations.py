"""Organisations, mail domains and segments."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from ideanet.activity.models import Event
from ideanet.people.errors import RefusedError
from ideanet.people.models import MailDomain, Organisation, Person, Segment
from ideanet.people.stages import OrganisationKind, Role
from ideanet.people.workflow import arranging
from tests import factories

pytestmark = pytest.mark.django_db
ORGANISATIONS = "/organisations/"


@pytest.fixture
def administrator(client: Client) -> Person:
    person = factories.make_powerful(Role.ADMINISTRATOR)
    client.force_login(person)
    return person


def kinds_on_record() -> list[str]:
    return list(Event.objects.order_by("pk").values_list("kind", flat=True))


def test_an_organisation_is_set_up_and_changed(client: Client, administrator: Person) -> None:
    segment = factories.SegmentFactory.create(name="Food")
    client.post(ORGANISATIONS, {"name": "Acme", "kind": "customer", "segment": segment.pk})
    acme = Organisation.objects.get(name="Acme")
    assert (acme.kind, acme.segment) == (OrganisationKind.CUSTOMER, segment)
    assert client.get(acme.get_absolute_url()).status_code == 200
    client.post(acme.get_absolute_url(), {"name": "Acme Institute", "kind": "academic", "segment": ""})
    acme.refresh_from_db()
    assert (acme.name, acme.kind, acme.segment) == ("Acme Institute", OrganisationKind.ACADEMIC, None)
    assert kinds_on_record() == ["organisation.created", "organisation.changed"]
    assert "Acme Institute" in client.get(ORGANISATIONS).content.decode()


def test_organisations_and_segments_stand_in_the_order_of_their_names(
    client: Client, administrator: Person
) -> None:
    for name in ("Dune", "Acre", "Cove", "Birch"):
        segment = factories.SegmentFactory.create(name=f"Segment {name}")
        factories.OrganisationFactory.create(name=name, segment=segment)
    context = client.get(ORGANISATIONS).context
    assert [str(found) for found in context["organisations"]] == ["Acre", "Birch", "Cove", "Dune", "Home"]
    assert [str(found) for found in context["segments"]] == [
        f"Segment {name}" for name in ("Acre", "Birch", "Cove", "Dune")
    ]


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"name": ""}, "name"),
        ({"name": "HOME"}, "name"),
        ({"kind": "home"}, "kind"),
        ({"kind": "analyst"}, "segment"),
    ],
)
def test_what_cannot_be_is_refused(
    client: Client, administrator: Person, fields: dict[str, str], wrong: str
) -> None:
    segment = factories.SegmentFactory.create()
    data = {"name": "Acme", "kind": "customer", "segment": str(segment.pk)} | fields
    response = client.post(ORGANISATIONS, data)
    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {wrong}


def test_the_home_organisation_stays_that(client: Client, administrator: Person) -> None:
    home, other = administrator.organisation, factories.OrganisationFactory.create()
    response = client.post(home.get_absolute_url(), {"name": "Home", "kind": "customer"})
    assert response.context["form"].errors.keys() == {"kind"}
    for organisation, kind in ((home, "customer"), (other, "home")):
        fields = {"name": "X", "kind": kind, "segment": None}
        with pytest.raises(RefusedError):
            arranging.change_organisation(organisation, fields, by=administrator)
    client.post(home.get_absolute_url(), {"name": "Renamed", "kind": "home"})
    assert Organisation.objects.get(kind="home").name == "Renamed"


def test_mail_domains_are_opened_and_closed(client: Client, administrator: Person) -> None:
    url = f"{administrator.organisation.get_absolute_url()}domains/"
    client.post(url, {"domain": "@Bücher.Example."})
    assert MailDomain.objects.get().domain == "xn--bcher-kva.example"
    assert client.post(url, {"domain": "BÜCHER.example"}).status_code == 422
    assert client.post(url, {"domain": "no domain"}).status_code == 422
    client.post(f"/domains/{MailDomain.objects.get().pk}/", {"_method": "delete"})
    assert not MailDomain.objects.exists()
    assert kinds_on_record() == ["organisation.domain_added", "organisation.domain_removed"]


def test_other_organisations_have_no_mail_domains(client: Client, administrator: Person) -> None:
    other = factories.OrganisationFactory.create()
    response = client.post(f"{other.get_absolute_url()}domains/", {"domain": "other.example"})
    assert response.status_code == 422
    assert not MailDomain.objects.exists()


def test_segments_come_change_and_go(client: Client, administrator: Person) -> None:
    client.post("/segments/", {"segment-name": "Food"})
    segment = Segment.objects.get()
    assert client.post("/segments/", {"segment-name": "FOOD"}).status_code == 422
    assert client.get(f"/segments/{segment.pk}/").status_code == 200
    client.post(f"/segments/{segment.pk}/", {"name": "Food and drink"})
    assert Segment.objects.get().name == "Food and drink"
    assert client.post(f"/segments/{segment.pk}/", {"name": ""}).status_code == 422
    factories.OrganisationFactory.create(segment=segment)
    page = client.post(f"/segments/{segment.pk}/", {"_method": "delete"}, follow=True)
    assert "Something still belongs to this segment" in page.content.decode()
    Organisation.objects.filter(segment=segment).update(segment=None)
    client.post(f"/segments/{segment.pk}/", {"_method": "delete"})
    assert not Segment.objects.exists()
    assert kinds_on_record() == ["segment.changed"] * 3


def test_only_administrators_arrange() -> None:
    organisation = factories.OrganisationFactory.create()
    with pytest.raises(PermissionDenied):
        arranging.create_organisation({"name": "X", "kind": "analyst"}, by=factories.make_employee())
    with pytest.raises(PermissionDenied):
        arranging.add_domain(organisation, "x.example", by=factories.make_powerful(Role.MARKETING))


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_asks_as_much_for_thirty_as_for_one(
    rows: int, client: Client, administrator: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    factories.OrganisationFactory.create_batch(rows)
    client.get(ORGANISATIONS)
    with django_assert_num_queries(5):
        assert len(client.get(ORGANISATIONS).context["organisations"]) == rows + 1
