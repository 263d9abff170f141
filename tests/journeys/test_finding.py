"""Finding by keyboard and by a misspelt word: an employee beside a customer."""

import pytest
from playwright.sync_api import expect

from ideas.stages import Audience, Kind
from tests import factories
from tests.journeys.browsing import Visitor
from tests.journeys.conftest import SignIn

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("journeys: finding")]


def begin_to_search(visitor: Visitor, letters: str) -> None:
    """From any page, by keyboard."""
    visitor.visit("/themes/")
    visitor.page.keyboard.press("/")
    visitor.page.keyboard.type(letters, delay=30)


def test_people_find_what_is_theirs_and_nothing_else(sign_in: SignIn) -> None:
    author = factories.make_employee(name="Wilma Harbour")
    theme = factories.ThemeFactory.create(title="Calm harbours")
    shared = factories.make_idea(
        author, theme=theme, title="Turbines that whisper", audience=Audience.NETWORK, kind=Kind.TALK
    )
    factories.make_idea(author, theme=theme, title="Turbines behind closed doors")
    employee, customer = sign_in(factories.make_employee()), sign_in(factories.make_outsider())

    # By keyboard alone.
    begin_to_search(employee, "turb")
    options = employee.page.get_by_role("option")
    expect(options.filter(has_text="Turbines")).to_have_count(2)
    employee.page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    employee.look()
    employee.page.keyboard.press("Escape")
    expect(options.first).to_be_hidden()

    # The customer is suggested what is theirs.
    begin_to_search(customer, "turb")
    expect(customer.page.get_by_role("option").filter(has_text="Turbines")).to_have_count(1)
    customer.page.keyboard.press("ArrowDown")
    with customer.page.expect_navigation(wait_until="load"):
        customer.page.keyboard.press("Enter")
    customer.look()
    assert customer.path == shared.get_absolute_url()

    # A misspelt word.
    employee.visit("/search/?q=trubines")
    employee.read("These titles look alike.", "Turbines that whisper", "Turbines behind closed doors")
    customer.visit("/search/?q=trubines")
    customer.read("These titles look alike.", "Turbines that whisper")
    customer.miss("closed doors")
