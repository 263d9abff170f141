"""How one hears: wishes without scripts, an address for a calendar, home's panels, the house's suggestions."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from icalendar import Calendar
from playwright.sync_api import expect

from ideanet.activity import wishing
from ideanet.activity.stages import Group, MailTime, Pace
from ideanet.people.stages import Role
from ideas.stages import Audience
from tests import factories
from tests.journeys.browsing import Visitor
from tests.journeys.conftest import SignIn

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("journeys: hearing")]


def choose_wishes(visitor: Visitor) -> None:
    visitor.visit("/notices/")
    visitor.follow("On the site, by mail, in a digest")
    visitor.choose("Digest", "On Monday mornings")
    visitor.page.get_by_label("Everything else of what you follow: by mail").select_option(
        label="Not by mail"
    )
    visitor.press("Save")
    visitor.read("From now on you hear as you wish.")
    visitor.follow("See your next digest")
    visitor.read("It comes on Monday", "Nothing to tell yet")


def test_one_says_how_one_hears_without_scripts(sign_in: SignIn) -> None:
    person = factories.make_employee(name="Nora Noscript")
    plain = sign_in(person, java_script_enabled=False)
    choose_wishes(plain)
    assert wishing.pace_of(person) == Pace.WEEKLY
    assert wishing.wishes_of(person)[Group.DETAILS].mail == MailTime.NEVER
    plain.visit("/")
    plain.follow("See what closes soon")
    plain.read("Nothing closes soon")


def test_home_tells_what_rises_and_closes_and_a_calendar_is_given_it(sign_in: SignIn) -> None:
    closes = timezone.now() + timedelta(days=3)
    theme = factories.ThemeFactory.create(title="Water", closes_at=closes)
    factories.make_idea(theme=theme, title="Pumps that listen", audience=Audience.NETWORK)
    customer = sign_in(factories.make_outsider(name="Carla Customer"))
    for width in (360, 1440):
        customer.page.set_viewport_size({"width": width, "height": 900})
        customer.visit("/")
        customer.read("“Water” closes", within=customer.page.locator("body"))
        customer.read("Pumps that listen", within=customer.part("Rising"))
    customer.visit(theme.get_absolute_url())
    customer.follow("Its new ideas in your news reader")
    customer.fill({"What it gives": "Dates, for a calendar", "Name": "Phone"})
    customer.press("Make it")
    customer.read("Copy it now: it is shown this once.")
    url = customer.address + urlsplit(customer.page.locator("#new-address").inner_text()).path
    answer = customer.page.request.get(url)
    [event] = Calendar.from_ical(answer.body()).walk("VEVENT")
    assert str(event["SUMMARY"]) == "“Water” closes"
    customer.press("Revoke Phone")
    customer.read("The address is revoked")
    assert customer.page.request.get(url).status == 404


def test_administrators_say_how_everybody_hears(sign_in: SignIn) -> None:
    keeper = factories.make_powerful(Role.ADMINISTRATOR)
    visitor = sign_in(keeper)
    visitor.visit("/notices/standards/")
    visitor.choose("Digest", "Never")
    visitor.press("Save for everybody")
    visitor.read("Everybody who has not chosen for themselves now hears like this.")
    expect(visitor.page.get_by_label("Never", exact=True)).to_be_checked()
    assert wishing.pace_of(factories.make_employee()) == Pace.NEVER
