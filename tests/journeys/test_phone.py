"""Every page on the narrowest phone: nothing wider than the screen, everything to press within it, axe content."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from ideanet.people.models import Person
from tests.access.table import Row
from tests.access.test_matrix import ROWS
from tests.access.world import World
from tests.emptying import empty_the_tables
from tests.journeys.browsing import Visitor
from tests.journeys.conftest import SignIn, enter

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("journeys")]
PHONE = {"width": 360, "height": 740}
# Those whose page has most on it come first; outsiders see pages of their own.
READERS = (("marketing", "administrator", "author", "employee", "executive"), ("customer", "academic"))
# What sticks out on either side, but for what may be scrolled to inside its own frame.
OUTSIDE = """() => [...document.querySelectorAll('a, button, input, select, textarea, summary')]
    .filter(e => e.checkVisibility({visibilityProperty: true}) && !e.closest('.table-scroll, .skip, .visually-hidden'))
    .filter(e => !(e.type === 'hidden') && (r => r.width > 1 && (r.left < -1 || r.right > innerWidth + 1))
        (e.getBoundingClientRect()))
    .map(e => e.outerHTML.slice(0, 120))"""
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def shown() -> list[Row]:
    return [row for row in ROWS if row.method == "GET" and 200 in row.expected.values()]


def readers_of(row: Row, world: World) -> list[Person]:
    found = [next((role for role in side if row.expected[role] == 200), None) for side in READERS]
    return [world.people[role] for role in found if role]


def test_every_page_fits_a_phone(sign_in: SignIn) -> None:
    phone = sign_in(viewport=PHONE)
    wrong: dict[str, object] = {}
    for row in shown():
        world = World.make()
        address = reverse(row.route, args=row.arguments(world))
        for person in readers_of(row, world):
            hand_over(phone, person)
            if is_page(phone, address) and (found := sticks_out(phone.visit(address))):
                wrong[f"{row} as {person}"] = found
        # The matrix makes each row's objects on a site that has nothing else.
        empty_the_tables()
    assert wrong == {}


def is_page(phone: Visitor, address: str) -> bool:
    """Rather than a part of one, a file, or an answer for machines."""
    answer = phone.context.request.get(address)
    assert answer.status == 200, f"{phone.name} got {answer.status} for {address}"
    return answer.body().startswith(b"<!doctype html>")


def hand_over(phone: Visitor, person: Person) -> None:
    phone.context.clear_cookies()
    phone.name = person.name
    enter(phone, person)


def sticks_out(page: Page) -> object:
    return page.evaluate(WIDER) or page.evaluate(OUTSIDE)
