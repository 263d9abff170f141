"""A piece of a page is rendered once for all who are told the same, and for nobody else."""

import zoneinfo
from datetime import datetime
from typing import Any

import pytest
from django.template import Context, Template
from django.test import Client
from django.utils import timezone
from django.utils.safestring import SafeString

from ideanet import html
from ideanet.people.masthead import Masthead, Member
from ideanet.people.models import Person
from tests import factories

WORDMARK = "partials/wordmark.html"


def shown(template: str, token: str = "", **told: Any) -> str:
    return html.piece(template, told, token=lambda: token)


def masthead(name: str) -> Masthead:
    person = Member(7, name, "AB", "Haldenrook", "/people/7/", is_employee=True)
    return Masthead(person, links=(), own_links=(), office_links=())


def menu(name: str, token: str) -> str:
    return shown("partials/person_menu.html", token, reader=masthead(name))


def test_text_that_was_safe_for_one_is_escaped_for_another() -> None:
    word = "<b>bold</b>"
    safe = shown("partials/stage.html", value="x", label=SafeString(word))
    unsafe = shown("partials/stage.html", value="x", label=word)
    assert (word in safe, word in unsafe) == (True, False)
    assert word in shown("partials/stage.html", value="x", label=SafeString(word))


def test_one_and_true_are_told_apart() -> None:
    both = [shown("partials/stage.html", value="x", label=label) for label in (1, True, 1)]
    assert (">1<" in both[0], ">True<" in both[1], both[2] == both[0]) == (True, True, True)


def test_each_is_given_a_token_of_their_own() -> None:
    one, other = menu("Ann Able", "first"), menu("Ann Able", "second")
    assert ('value="first"' in one, 'value="second"' in other) == (True, True)
    assert "first" not in other
    assert one.replace("first", "second") == other


def test_what_is_one_renderings_own_is_put_in_afterwards_and_escaped() -> None:
    def stage(label: str) -> str:
        return html.piece("partials/stage.html", {"value": "x"}, token=str, own={"label": label})

    assert ">first<" in stage("first")
    assert (">&lt;b&gt;<" in stage("<b>"), "first" in stage("second")) == (True, False)


def test_a_piece_without_a_form_asks_for_no_token() -> None:
    def refuse() -> str:
        raise AssertionError("nobody needs one")

    assert "IdeaNet" in html.piece(WORDMARK, {"home_url": "/"}, token=refuse)


def test_nobody_is_shown_anothers_menu() -> None:
    assert ("Ann Able" in menu("Ann Able", ""), "Ann Able" in menu("Bea Bold", "")) == (True, False)


def test_it_hears_nothing_of_the_page_around_it() -> None:
    page = Template('{% piece "partials/stage.html" value="x" %}')
    assert "secret" not in page.render(Context({"label": "secret"}))


def test_it_is_in_the_readers_time_zone() -> None:
    told = {"now": datetime(2026, 3, 1, 23, 30, tzinfo=zoneinfo.ZoneInfo("UTC"))}
    days = []
    for zone in ("UTC", "Asia/Tokyo"):
        with timezone.override(zoneinfo.ZoneInfo(zone)):
            days.append(html.piece("partials/stage.html", {"label": told["now"]}, token=str))
    assert days[0] != days[1]


def test_a_row_is_refused_as_it_equals_itself_when_it_has_changed() -> None:
    with pytest.raises(TypeError):
        shown("partials/stage.html", value="x", label=Person(pk=7))


@pytest.mark.django_db
def test_two_who_sign_in_are_each_shown_as_themselves(client: Client) -> None:
    pages = []
    for name in ("Ann Able", "Bea Bold"):
        client.force_login(factories.make_employee(name=name))
        pages.append(client.get("/ideas/").content.decode())
    assert [("Ann Able" in page, "Bea Bold" in page) for page in pages] == [(True, False), (False, True)]


@pytest.mark.django_db
def test_what_was_searched_for_stays_on_its_page(client: Client) -> None:
    client.force_login(factories.make_employee())
    found = client.get("/search/?q=harbour").content.decode()
    assert 'id="masthead-q" placeholder="Search" value="harbour"' in found
    assert "harbour" not in client.get("/search/").content.decode()
    assert (
        'id="masthead-q" placeholder="Search" value=""' in client.get("/people/?q=harbour").content.decode()
    )
