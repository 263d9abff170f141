"""Roles, places in the company, coming and going."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client

from ideanet.activity.models import Event
from ideanet.people.errors import RefusedError
from ideanet.people.models import Person
from ideanet.people.stages import Role
from ideanet.people.workflow import administering
from tests import factories


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def place_of(person: Person, **fields: Any) -> dict[str, Any]:
    return {
        "organisation": person.organisation,
        "manager": person.manager,
        "job_title": person.job_title,
        "unit": person.unit,
        "country": person.country,
    } | fields


@pytest.fixture
def administrator(db: None) -> Person:
    return factories.make_powerful(Role.ADMINISTRATOR, name="Adam Administrator")


def test_roles_are_granted_and_taken(administrator: Person) -> None:
    person = factories.make_employee(name="Ann Expert")
    client = as_(administrator)
    assert client.get(f"/people/{person.pk}/administration/").status_code == 200
    client.post(f"/people/{person.pk}/roles/", {"roles": ["executive", "marketing"]})
    person.refresh_from_db()
    assert person.roles == ["marketing", "executive"]
    client.post(f"/people/{person.pk}/roles/", {"roles": ["marketing"]})
    person.refresh_from_db()
    assert person.roles == ["marketing"]
    administering.change_roles(person, [Role.MARKETING], by=administrator)
    assert list(Event.objects.order_by("pk").values_list("kind", "actor__name", "data")) == [
        ("person.roles_changed", "Adam Administrator", {"granted": ["executive", "marketing"], "taken": []}),
        ("person.roles_changed", "Adam Administrator", {"granted": [], "taken": ["executive"]}),
    ]


def test_an_unknown_role_is_refused(administrator: Person) -> None:
    person = factories.make_employee()
    assert as_(administrator).post(f"/people/{person.pk}/roles/", {"roles": ["king"]}).status_code == 422


def test_nobody_grants_themselves(administrator: Person) -> None:
    with pytest.raises(RefusedError, match="Nobody grants themselves"):
        administering.change_roles(administrator, [Role.ADMINISTRATOR, Role.EXECUTIVE], by=administrator)
    response = as_(administrator).post(
        f"/people/{administrator.pk}/roles/", {"roles": ["administrator", "executive"]}
    )
    assert response.status_code == 422
    assert "Nobody grants themselves" in response.content.decode()


def test_the_last_administrator_stays(administrator: Person) -> None:
    with pytest.raises(RefusedError, match="no other administrator"):
        administering.change_roles(administrator, [], by=administrator)
    factories.make_powerful(Role.ADMINISTRATOR, is_active=False)
    with pytest.raises(RefusedError, match="no other administrator"):
        administering.change_roles(administrator, [], by=administrator)
    second = factories.make_powerful(Role.ADMINISTRATOR)
    administering.change_roles(administrator, [], by=administrator)
    with pytest.raises(PermissionDenied):
        administering.deactivate(second, by=administrator)


def test_outsiders_are_granted_nothing(administrator: Person) -> None:
    with pytest.raises(RefusedError, match="Only employees"):
        administering.change_roles(factories.make_outsider(), [Role.MARKETING], by=administrator)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "act",
    [
        lambda other, by: administering.change_roles(other, [], by=by),
        lambda other, by: administering.deactivate(other, by=by),
    ],
    ids=["roles", "deactivation"],
)
def test_two_administrators_cannot_remove_each_other(act: Callable[[Person, Person], Person]) -> None:
    pair = [factories.make_powerful(Role.ADMINISTRATOR) for _each in range(2)]
    barrier = Barrier(2)

    def remove(by: Person) -> str:
        other = pair[1] if by == pair[0] else pair[0]
        barrier.wait()
        try:
            act(other, by)
        except (RefusedError, PermissionDenied):
            return "refused"
        else:
            return "removed"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(remove, pair)) == ["refused", "removed"]
    assert Person.objects.active().granted(Role.ADMINISTRATOR).count() == 1


def test_a_place_is_changed(administrator: Person) -> None:
    boss = factories.make_employee(email="boss@example.com")
    person = factories.make_employee()
    fields = {
        "organisation": person.organisation_id,
        "manager": "Boss@example.com",
        "job_title": "Principal Engineer",
        "unit": "Field Service",
        "country": "pt",
    }
    assert as_(administrator).post(f"/people/{person.pk}/place/", fields).status_code == 302
    person.refresh_from_db()
    assert (person.manager, person.job_title, person.unit, person.country) == (
        boss,
        "Principal Engineer",
        "Field Service",
        "PT",
    )
    administering.place(person, place_of(person), by=administrator)
    assert Event.objects.get().data == {"changed": ["country", "job_title", "manager", "unit"]}
    page = as_(administrator).get(f"/people/{person.pk}/administration/").content.decode()
    assert 'value="boss@example.com"' in page


@pytest.mark.parametrize(
    ("field", "value"), [("manager", "nobody@example.com"), ("country", "Portugal"), ("organisation", "0")]
)
def test_a_place_that_cannot_be_is_refused(administrator: Person, field: str, value: str) -> None:
    person = factories.make_employee()
    fields = {"organisation": person.organisation_id, "manager": "", "country": ""} | {field: value}
    response = as_(administrator).post(f"/people/{person.pk}/place/", fields)
    assert response.status_code == 422
    assert response.context["place_form"].errors.keys() == {field}


def test_the_reporting_tree_has_no_rings(administrator: Person) -> None:
    top = factories.make_employee()
    middle = factories.make_employee(manager=top)
    bottom = factories.make_employee(manager=middle, email="bottom@example.com")
    for manager in (top, bottom):
        with pytest.raises(RefusedError, match="nobody is their own manager"):
            administering.place(top, place_of(top, manager=manager), by=administrator)
    fields = {"organisation": top.organisation_id, "manager": "bottom@example.com"}
    response = as_(administrator).post(f"/people/{top.pk}/place/", fields)
    assert response.status_code == 422
    assert "nobody is their own manager" in response.content.decode()
    administering.place(bottom, place_of(bottom, manager=top), by=administrator)


@pytest.mark.django_db(transaction=True)
def test_two_changes_at_once_make_no_ring() -> None:
    administrator = factories.make_powerful(Role.ADMINISTRATOR)
    pair = [factories.make_employee() for _each in range(2)]
    barrier = Barrier(2)

    def put_below(person: Person) -> str:
        other = pair[1] if person == pair[0] else pair[0]
        barrier.wait()
        try:
            administering.place(person, place_of(person, manager=other), by=administrator)
        except RefusedError:
            return "refused"
        else:
            return "placed"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(put_below, pair)) == ["placed", "refused"]


def test_a_manager_is_an_employee_who_is_here(administrator: Person) -> None:
    person = factories.make_employee()
    for manager in (factories.make_outsider(), factories.make_employee(is_active=False)):
        with pytest.raises(RefusedError, match="employee who is still here"):
            administering.place(person, place_of(person, manager=manager), by=administrator)


def test_who_moves_to_a_customer_leaves_everything_behind(administrator: Person) -> None:
    boss = factories.make_employee()
    person = factories.make_powerful(Role.ADMINISTRATOR, Role.MARKETING, manager=boss, unit="Field Service")
    customer = factories.OrganisationFactory.create()
    administering.place(person, place_of(person, organisation=customer), by=administrator)
    person.refresh_from_db()
    assert (person.organisation, person.manager, person.unit, person.roles) == (customer, None, "", [])


def test_who_leads_people_does_not_move_away(administrator: Person) -> None:
    boss = factories.make_employee()
    factories.make_employee(manager=boss)
    customer = factories.OrganisationFactory.create()
    with pytest.raises(RefusedError, match="another manager"):
        administering.place(boss, place_of(boss, organisation=customer), by=administrator)
    with pytest.raises(RefusedError, match="no other administrator"):
        administering.place(administrator, place_of(administrator, organisation=customer), by=administrator)
    factories.make_powerful(Role.ADMINISTRATOR)
    with pytest.raises(RefusedError, match="Nobody moves themselves"):
        administering.place(administrator, place_of(administrator, organisation=customer), by=administrator)


def test_access_ends_and_is_given_back(administrator: Person) -> None:
    person = factories.make_powerful(Role.EXECUTIVE)
    theirs, url = as_(person), f"/people/{person.pk}/deactivation/"
    client = as_(administrator)
    client.post(url)
    assert theirs.get("/").status_code == 302
    client.post(url)
    client.post(url, {"_method": "delete"})
    client.post(url, {"_method": "delete"})
    person.refresh_from_db()
    assert (person.is_active, person.roles) == (True, [])
    assert list(Event.objects.order_by("pk").values_list("kind", flat=True)) == [
        "person.deactivated",
        "person.reactivated",
    ]


def test_an_old_session_does_not_come_back_to_life(administrator: Person) -> None:
    cache.clear()
    person = factories.make_employee(email="ann@example.com")
    person.set_password(factories.PASSWORD)
    person.save()
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    theirs = Client()
    theirs.post("/accounts/login/", {"login": person.email, "password": factories.PASSWORD})
    assert theirs.get("/").status_code == 200
    administering.deactivate(person, by=administrator)
    administering.reactivate(person, by=administrator)
    assert theirs.get("/").status_code == 302
    assert not UserSession.objects.filter(user=person).exists()


def test_nobody_locks_themselves_out(administrator: Person) -> None:
    factories.make_powerful(Role.ADMINISTRATOR)
    page = as_(administrator).post(f"/people/{administrator.pk}/deactivation/", follow=True)
    assert "Nobody locks themselves out" in page.content.decode()
    assert Person.objects.get(pk=administrator.pk).is_active


def test_lost_second_factors_are_removed(administrator: Person) -> None:
    person = factories.make_powerful(Role.EXECUTIVE)
    client = as_(administrator)
    page = client.get(f"/people/{person.pk}/administration/").content.decode()
    assert "Remove their second factors" in page
    client.post(f"/people/{person.pk}/second-factors/", {"_method": "delete"})
    assert not Authenticator.objects.filter(user=person).exists()
    with pytest.raises(RefusedError, match="own page"):
        administering.remove_factors(administrator, by=administrator)


def test_only_administrators_administer(administrator: Person) -> None:
    person = factories.make_employee()
    granted = factories.make_employee(roles=[Role.ADMINISTRATOR.value])  # but without a second factor
    for by in (person, factories.make_powerful(Role.MARKETING, Role.EXECUTIVE), granted):
        for act in (administering.deactivate, administering.reactivate, administering.remove_factors):
            with pytest.raises(PermissionDenied):
                act(person, by=by)
        with pytest.raises(PermissionDenied):
            administering.change_roles(person, [Role.MARKETING], by=by)
