"""Private addresses: what they give, to whom, and how they end."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone
from icalendar import Calendar
from pytest_django import DjangoAssertNumQueries

from ideanet.activity import addressing, follows
from ideanet.activity.models import Address
from ideanet.activity.stages import Level, Outlet
from ideanet.people.models import Person
from ideas.models import Idea, Theme
from ideas.stages import Audience
from tests import factories
from tests.activity.test_feed import SAID, happen

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def _nothing_is_remembered() -> None:
    cache.clear()


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def make(person: Person, outlet: Outlet, **fields: object) -> str:
    """The path of a fresh address."""
    _address, token = addressing.make(person, outlet, once=str(timezone.now()), **fields)  # type: ignore[arg-type]  # as the test says
    return f"/calendar/{token}.ics" if outlet == Outlet.CALENDAR else f"/atom/{token}/"


def titles(response: Any) -> list[str]:
    assert response.status_code == 200
    root = ET.fromstring(response.content)  # noqa: S314  # our own XML
    return [str(entry.findtext(f"{ATOM}title")) for entry in root.iter(f"{ATOM}entry")]


def labels(response: Any) -> list[str]:
    assert response.status_code == 200
    return [str(event["SUMMARY"]) for event in Calendar.from_ical(response.content).walk("VEVENT")]


def make_idea(title: str, audience: Audience = Audience.NETWORK, theme: Theme | None = None) -> Idea:
    return factories.make_idea(title=title, audience=audience, theme=theme or factories.ThemeFactory.create())


class TestAtom:
    def test_it_gives_the_ideas_that_its_owner_may_see(self) -> None:
        make_idea("For all"), make_idea("Inside", Audience.INTERNAL), make_idea("Secret", Audience.RESTRICTED)
        employee, customer = factories.make_employee(), factories.make_outsider()
        assert titles(Client().get(make(employee, Outlet.IDEAS))) == ["Inside", "For all"]
        response = Client().get(make(customer, Outlet.IDEAS))
        assert titles(response) == ["For all"]
        assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
        assert set(response["Cache-Control"].split(", ")) == {"max-age=300", "private"}
        assert b"Inside" not in response.content

    def test_it_gives_the_ideas_of_one_theme_as_long_as_it_is_seen(self) -> None:
        theme = factories.ThemeFactory.create(title="Water")
        make_idea("Wet", theme=theme), make_idea("Dry")
        customer = factories.make_outsider()
        path = make(customer, Outlet.THEME, topic_type="ideas.theme", topic_id=theme.pk)
        assert titles(Client().get(path)) == ["Wet"]
        Theme.objects.filter(pk=theme.pk).update(is_network=False)
        assert Client().get(path).status_code == 404

    def test_it_gives_what_those_one_follows_did(self) -> None:
        reader, actor, idea = factories.make_employee(), factories.make_employee(name="Ann"), make_idea("It")
        follows.choose(reader, actor, Level.EVERYTHING)
        happen(SAID, idea, actor)
        assert titles(Client().get(make(reader, Outlet.FEED))) == ["Ann said something of “It”"]

    def test_text_is_text_whatever_is_in_it(self) -> None:
        idea = make_idea("<b>Bold & bolder")
        Idea.objects.filter(pk=idea.pk).update(nugget="<script>alert(1)</script>\x0b & so")
        response = Client().get(make(factories.make_employee(), Outlet.IDEAS))
        assert titles(response) == ["<b>Bold & bolder"]
        [summary] = ET.fromstring(response.content).iter(f"{ATOM}summary")  # noqa: S314  # our own XML
        assert summary.text == "&lt;script&gt;alert(1)&lt;/script&gt; &amp; so"

    def test_it_says_when_nothing_changed(self) -> None:
        make_idea("It")
        path = make(factories.make_employee(), Outlet.IDEAS)
        first = Client().get(path)
        again = Client().get(path, headers={"If-None-Match": first["ETag"]})
        assert (first.status_code, again.status_code) == (200, 304)

    def test_its_own_secret_is_not_in_it(self) -> None:
        path = make(factories.make_employee(), Outlet.IDEAS)
        assert path.split("/")[2].encode() not in Client().get(path).content


class TestTheCalendar:
    def test_it_has_the_dates_that_concern_its_owner(self) -> None:
        soon = timezone.now() + timedelta(days=3)
        owner, customer = factories.make_employee(), factories.make_outsider()
        factories.ThemeFactory.create(title="Open to all", closes_at=soon)
        inside = factories.ThemeFactory.create(
            title="Inside", closes_at=soon + timedelta(hours=1), is_network=False, owner=owner
        )
        factories.make_idea(title="Owed", theme=inside)
        assert labels(Client().get(make(customer, Outlet.CALENDAR))) == ["“Open to all” closes"]
        assert labels(Client().get(make(owner, Outlet.CALENDAR))) == [
            "“Open to all” closes",
            "“Inside” closes",
            "Answer “Owed”",
        ]

    def test_times_are_exact_and_names_stay(self) -> None:
        closes = timezone.now().replace(microsecond=0) + timedelta(days=3)
        theme = factories.ThemeFactory.create(closes_at=closes)
        path = make(factories.make_employee(time_zone="Pacific/Apia"), Outlet.CALENDAR)
        [event] = Calendar.from_ical(Client().get(path).content).walk("VEVENT")
        assert event.decoded("dtstart") == closes
        assert str(event["UID"]) == f"theme-{theme.pk}-closes@testserver"
        assert str(event["URL"]) == f"http://testserver{theme.get_absolute_url()}"

    def test_words_cannot_break_out_of_it(self) -> None:
        factories.ThemeFactory.create(
            title="A\r\nEND:VEVENT\r\nX;,\\", closes_at=timezone.now() + timedelta(days=1)
        )
        response = Client().get(make(factories.make_employee(), Outlet.CALENDAR))
        assert len(labels(response)) == 1

    def test_an_empty_one_is_a_calendar_too(self) -> None:
        assert labels(Client().get(make(factories.make_employee(), Outlet.CALENDAR))) == []

    @pytest.mark.parametrize("rows", [1, 30])
    def test_it_asks_as_much_for_thirty_as_for_one(
        self, rows: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        owner = factories.make_employee()
        factories.ThemeFactory.create_batch(rows, closes_at=timezone.now() + timedelta(days=3))
        for theme in Theme.objects.all():
            factories.make_idea(theme=theme)
        path = make(owner, Outlet.CALENDAR)
        Client().get(path)
        with django_assert_num_queries(11):
            assert len(labels(Client().get(path))) == rows


class TestTheDoor:
    @pytest.mark.parametrize("path", ["/atom/nonsense/", "/calendar/nonsense.ics"])
    def test_what_was_never_made_is_not_there(self, path: str) -> None:
        assert Client().get(path).status_code == 404

    def test_an_address_opens_its_own_door_only(self) -> None:
        ann = factories.make_employee()
        atom, calendar = make(ann, Outlet.IDEAS), make(ann, Outlet.CALENDAR)
        assert Client().get(f"/calendar/{atom.split('/')[2]}.ics").status_code == 404
        assert Client().get(f"/atom/{calendar.split('/')[2].removesuffix('.ics')}/").status_code == 404

    def test_it_closes_when_it_is_revoked(self) -> None:
        ann = factories.make_employee()
        path = make(ann, Outlet.IDEAS)
        client = as_(ann)
        address = Address.objects.get()
        for _twice in range(2):
            assert client.delete(f"/addresses/{address.pk}/").status_code == 302
        assert Client().get(path).status_code == 404
        assert "Revoked" in client.get("/addresses/").content.decode()

    def test_it_closes_when_its_owner_leaves(self) -> None:
        ann = factories.make_employee()
        paths = [make(ann, outlet) for outlet in (Outlet.IDEAS, Outlet.FEED, Outlet.CALENDAR)]
        Person.objects.filter(pk=ann.pk).update(is_active=False)
        assert [Client().get(path).status_code for path in paths] == [404, 404, 404]

    def test_too_many_readings_have_to_wait(self) -> None:
        path, other = (make(factories.make_employee(), Outlet.IDEAS) for _each in range(2))
        assert [Client().get(path).status_code for _each in range(31)] == [200] * 30 + [429]
        assert Client().get(path)["Retry-After"] == "600"
        assert Client().get(other).status_code == 200

    def test_when_it_was_read_is_kept(self) -> None:
        path = make(factories.make_employee(), Outlet.IDEAS)
        assert Address.objects.get().used_at is None
        Client().get(path)
        first = Address.objects.get().used_at
        assert first is not None
        Client().get(path)
        assert Address.objects.get().used_at == first


class TestThePage:
    @staticmethod
    def form(**fields: str) -> dict[str, str]:
        return {"what": "calendar", "name": "Phone", "once": "x" * 22} | fields

    def test_an_address_is_shown_once_and_kept_as_a_digest(self) -> None:
        ann = factories.make_employee()
        client = as_(ann)
        assert "No address yet" in client.get("/addresses/").content.decode()
        response = client.post("/addresses/", self.form())
        url = response.context["url"]
        assert url in response.content.decode()
        assert "no-store" in response["Cache-Control"]
        token = url.split("/")[4].removesuffix(".ics")
        assert token not in str(Address.objects.values().get())
        assert token not in client.get("/addresses/").content.decode()
        assert Client().get(url.removeprefix("http://testserver")).status_code == 200

    def test_a_form_sent_twice_makes_one(self) -> None:
        client = as_(factories.make_employee())
        urls = {client.post("/addresses/", self.form()).context["url"] for _twice in range(2)}
        assert len(urls) == Address.objects.count() == 1

    def test_the_same_form_of_another_person_is_another_address(self) -> None:
        urls = {
            as_(factories.make_employee()).post("/addresses/", self.form()).context["url"]
            for _each in range(2)
        }
        assert len(urls) == 2

    def test_themes_are_offered_as_far_as_they_are_seen(self) -> None:
        customer = factories.make_outsider()
        seen, followed = factories.ThemeFactory.create(), factories.ThemeFactory.create(title="Followed")
        unseen = factories.ThemeFactory.create(title="Unseen", is_network=False)
        for theme in (followed, unseen):
            follows.choose(customer, theme, Level.EVERYTHING)
        client = as_(customer)
        page = client.get("/addresses/", {"theme": seen.pk})
        assert page.context["form"]["what"].value() == f"theme:{seen.pk}"
        assert "Followed" in page.content.decode()
        assert "Unseen" not in page.content.decode()
        assert client.get("/addresses/", {"theme": unseen.pk}).status_code == 200
        assert client.post("/addresses/", self.form(what=f"theme:{unseen.pk}")).status_code == 422
        assert client.post("/addresses/", self.form(what="theme:" + "9" * 30)).status_code == 422
        assert client.post("/addresses/", self.form(what=f"theme:{seen.pk}")).status_code == 200
        assert Address.objects.get().topic_id == seen.pk

    def test_there_is_an_end_to_them(self) -> None:
        client = as_(factories.make_employee())
        for number in range(addressing.MOST):
            client.post("/addresses/", self.form(once=f"once-{number}"))
        response = client.post("/addresses/", self.form(once="once more"))
        assert response.status_code == 422
        assert "Revoke one" in response.content.decode()
        assert Address.objects.count() == addressing.MOST


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_make_one_address() -> None:
    ann = factories.make_employee()
    barrier = Barrier(4)

    def work(_click: int) -> str:
        barrier.wait()
        try:
            return addressing.make(ann, Outlet.FEED, once="the same")[1]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        tokens = set(pool.map(work, range(4)))
    assert len(tokens) == Address.objects.count() == 1
