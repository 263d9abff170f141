"""Narrowing a search by keyboard, and asking why an idea stands where it does: an employee beside a customer."""

import pytest
from playwright.sync_api import expect

from ideas.stages import Audience, Kind
from ideas.workflow import voting
from tests import factories
from tests.journeys.browsing import Visitor
from tests.journeys.conftest import SignIn, Worker
from tests.journeys.test_keyboard import Keyboard

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("journeys: narrowing")]


def narrow(visitor: Visitor, choice: str) -> None:
    """By keyboard, from the link that leads there to the choice."""
    visitor.visit("/search/?q=turbines")
    expect(visitor.main.get_by_role("heading", name="Narrow the search")).to_be_visible()
    Keyboard(visitor).go(choice)


def test_a_search_is_narrowed_by_keyboard_to_what_one_may_see(sign_in: SignIn, worker: Worker) -> None:
    author = factories.make_employee(name="Wilma Harbour")
    theme = factories.ThemeFactory.create(title="Calm harbours")
    shared = factories.make_idea(
        author, theme=theme, title="Turbines that whisper", audience=Audience.NETWORK, kind=Kind.TALK
    )
    factories.make_idea(author, theme=theme, title="Turbines behind closed doors", kind=Kind.TALK)
    factories.make_idea(author, theme=theme, title="Turbines in the yard", kind=Kind.IMPROVEMENT)
    customer_herself = factories.make_outsider()
    voting.vote(shared, by=customer_herself)
    worker()
    employee = sign_in(factories.make_employee(), viewport={"width": 768, "height": 900})
    customer = sign_in(customer_herself)

    narrow(employee, "Talk 2 ideas")
    expect(employee.main.get_by_role("article")).to_have_count(2)
    employee.miss("Turbines in the yard")
    # The choice stands above, and in the address, and is taken back there.
    assert employee.path == "/search/?q=turbines&kind=talk"
    Keyboard(employee).go("Kind: Talk , take it back")
    expect(employee.main.get_by_role("article")).to_have_count(3)

    narrow(customer, "Talk 1 idea")
    expect(customer.main.get_by_role("article")).to_have_count(1)
    customer.miss("closed doors", "in the yard")

    # Why it stands where it stands: the sum of what the reader may see.
    for visitor in (employee, customer):
        visitor.visit("/ideas/?order=rising")
        # By mouse: nothing lies over it.
        visitor.main.get_by_role("link", name="Why is this here? Turbines that whisper").click()
        visitor.read("In the last seven days: 1 supported it", "Together")
        visitor.look()
