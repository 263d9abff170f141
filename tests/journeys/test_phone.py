"""Every page on the narrowest phone: nothing wider than the screen, everything to press within it, axe content."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Error

from ideanet.people.models import Person
from tests.access.table import Arguments, Row
from tests.access.test_matrix import BY_ROOM, ROOMS
from tests.access.world import World
from tests.emptying import empty_the_tables
from tests.journeys.browsing import Visitor
from tests.journeys.conftest import SignIn, enter
from tests.journeys.inspecting import DEPENDS

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = {"width": 360, "height": 740}
# Those whose page has most on it come first; outsiders see pages of their own, if they have parts of their own.
READERS = (("marketing", "administrator", "author", "employee", "executive"), ("customer", "academic"))
# What sticks out on either side, but for what may be scrolled to inside its own frame.
OUTSIDE = """() => [...document.querySelectorAll('a, button, input, select, textarea, summary')]
    .filter(e => e.checkVisibility({visibilityProperty: true}) && !e.closest('.table-scroll, .skip, .visually-hidden'))
    .filter(e => !(e.type === 'hidden') && (r => r.width > 1 && (r.left < -1 || r.right > innerWidth + 1))
        (e.getBoundingClientRect()))
    .map(e => e.outerHTML.slice(0, 120))"""
# An element with whatever its looks and meaning depend on, as it is sent.
ELEMENT = re.compile(rb"<(\w+)((?:\s[^<>]*)?)>")
LOOKS = re.compile(rf'\s(?:{"|".join(DEPENDS)})(?:="[^"]*"|(?=[\s/]|$))'.encode())
Parts = set[tuple[bytes, ...]]
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def scenes_of(room: str) -> list[list[Row]]:
    """The pages that the matrix knows of a room, those that look at the same objects together."""
    found: dict[Arguments, list[Row]] = {}
    for row in BY_ROOM[room]:
        if row.method == "GET" and 200 in row.expected.values():
            found.setdefault(row.arguments, []).append(row)
    return list(found.values())


def readers_of(row: Row, world: World) -> list[Person]:
    found = [next((role for role in side if row.expected[role] == 200), None) for side in READERS]
    return [world.people[role] for role in found if role]


@pytest.mark.parametrize("room", ROOMS)
def test_every_page_of_a_room_fits_a_phone(room: str, sign_in: SignIn) -> None:
    phone = sign_in(viewport=PHONE)
    wrong: dict[str, list[str]] = {}
    for rows in scenes_of(room):
        world = World.make()
        arguments = rows[0].arguments(world)
        for row in rows:
            address, shown = reverse(row.route, args=arguments), Parts()
            for person in readers_of(row, world):
                if shown and parts_for(person, address) <= shown:
                    continue
                hand_over(phone, person)
                found, shown = faults(phone, address)
                if found:
                    wrong[f"{row} as {person}"] = found
        # The matrix makes each scene's objects on a site that has nothing else.
        empty_the_tables()
    assert wrong == {}, "\n".join(wrong)


def parts_for(person: Person, address: str) -> Parts:
    client = Client()
    client.force_login(person)
    return parts_of(client.get(address).content)


def parts_of(page: bytes) -> Parts:
    return {(name, *LOOKS.findall(given)) for name, given in ELEMENT.findall(page)}


def faults(phone: Visitor, address: str) -> tuple[list[str], Parts]:
    """Of a page, and what it is made of; a part, a file, or an answer for machines is nothing that anybody reads."""
    try:
        answer = phone.page.goto(address)
    except Error as error:
        if "Download is starting" in error.message:
            return [], Parts()
        raise
    assert answer is not None
    assert answer.status == 200, f"{phone.name} got {answer.status} for {address}"
    page = answer.body()
    if not page.lstrip().startswith(b"<!doctype html>"):
        phone.errors.clear()
        return [], Parts()
    phone.settle()
    found = phone.inspector.violations(phone.page) + phone.page.evaluate(OUTSIDE) + phone.errors
    phone.errors.clear()
    wider = phone.page.evaluate(WIDER)
    return [*found, f"{wider} pixels wider than the screen"] if wider else found, parts_of(page)


def hand_over(phone: Visitor, person: Person) -> None:
    phone.context.clear_cookies()
    phone.name = person.name
    enter(phone, person)
