"""Ideas that look alike: told while one writes, silent about what is not one's to see, sorted out by marketing."""

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from ideanet.people.stages import Role
from ideas.stages import Audience
from ideas.workflow import writing
from tests import factories
from tests.journeys.conftest import SignIn, Worker

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("journeys: likeness")]
TITLE = "Quiet turbines for crowded harbours"
NUGGET = "Blades with soft edges halve the noise that neighbours of a harbour hear at night."
HINT = "A restricted idea looks similar; ask its council to connect you."
SECRET = "Hushed turbines in a crowded harbour"


def test_one_hears_of_what_is_similar_while_typing_and_marketing_of_what_is_twice_the_same(
    sign_in: SignIn, worker: Worker
) -> None:
    cache.clear()
    theme = factories.ThemeFactory.create(title="Calm harbours")
    first = factories.make_idea(theme=theme, title=TITLE, nugget=NUGGET, audience=Audience.NETWORK)
    hidden = factories.make_idea(theme=theme, title=SECRET, nugget=NUGGET, audience=Audience.RESTRICTED)
    writing.change_audience(hidden, by=hidden.created_by, audience=Audience.RESTRICTED, is_hinted_at=True)
    worker()
    employee = sign_in(factories.make_employee(name="Edda Winter"))
    customer = sign_in(factories.make_outsider())
    marketer = sign_in(factories.make_powerful(Role.MARKETING))

    # While one types, the restricted idea is a hint without a name.
    page = employee.visit("/ideas/new/")
    employee.field("Title").press_sequentially("Quiet turbines in crowded harbours")
    employee.field("Nugget").fill(NUGGET)
    hint = employee.main.locator(".similar")
    expect(hint).to_contain_text(HINT)
    expect(hint.get_by_role("link", name=TITLE)).to_be_visible()
    employee.miss("Hushed")
    employee.look()
    employee.fill({"Theme": "Calm harbours"})
    expect(page.locator("[data-state]")).to_contain_text("Saved")
    employee.press("Save and submit")
    worker()

    # A customer is told of no idea by guessing at it.
    customer.visit(f"/ideas/similar/?title={SECRET}", status=403)
    customer.visit("/search/?q=hushed")
    customer.read("Nothing that you can see")

    # Marketing sees the two that it may see, looks at them, and says that they are two.
    marketer.visit("/ideas/")
    marketer.follow("Likely duplicates")
    marketer.read(TITLE, "Quiet turbines in crowded harbours")
    expect(marketer.main.get_by_role("listitem").filter(has_text="likeness")).to_have_count(1)
    marketer.miss("Hushed")
    marketer.follow("Merge the later one : Quiet turbines in crowded harbours")
    marketer.read(TITLE)
    marketer.visit(f"/ideas/duplicates/?idea={first.pk}")
    marketer.press(f"They are two ideas : {TITLE}, Quiet turbines in crowded harbours")
    marketer.read("No two ideas look like one")
    marketer.follow("Those that are two")
    marketer.read(TITLE)
