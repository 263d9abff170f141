"""A session from the plan to the idea that began in it: a presenter, a colleague without scripts, a customer."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from ideanet.people.models import Person
from ideas import tasks
from ideas.models import Session
from tests import factories
from tests.ideas.session_cast import make_session, over
from tests.journeys.browsing import Visitor
from tests.journeys.conftest import SignIn, Worker

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("journeys: sessions")]

TITLE = "What a flood taught us"
SAID = "## What we heard\n\nThe pumps never said that they were tired."


def schedule(visitor: Visitor, presenter: Person, customer: str) -> Session:
    visitor.visit("/")
    visitor.go_to("Sessions")
    visitor.follow("Schedule a session", within=visitor.page.locator(".page-actions"))
    starts = (timezone.now() + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")
    visitor.fill(
        {
            "Title": TITLE,
            "What it is about": "Come if you keep *pumps*.",
            "Starts": starts,
            "Minutes": "45",
            "Places": "1",
        }
    )
    visitor.press("Schedule it")
    visitor.read("Say where it is: a place, a link, or both.")
    visitor.fill({"Place": "The long room", "Presenters": presenter.email})
    visitor.choose("Who may see it", "Shared: employees, and the customers chosen below")
    visitor.choose("Customers", customer)
    visitor.press("Schedule it")
    visitor.read("It is scheduled, and the presenters are told.", "1 place is left.", "You present it.")
    return Session.objects.get()


def sign_up_and_wait(session: Session, customer: Visitor, plain: Visitor) -> None:
    """A customer takes the last place; a colleague without scripts waits, and gets it."""
    customer.visit("/")
    customer.go_to("Sessions")
    customer.follow(TITLE)
    customer.tap("Sign up")
    customer.read("You have a place.", "All places are taken.")
    plain.visit(session.get_absolute_url())
    plain.press("Wait for a place")
    plain.read("You wait for a place. You are the next")
    customer.tap("Give the place back")
    customer.read("All places are taken.")
    plain.visit(session.get_absolute_url())
    plain.read("You have a place.")


def hold(session: Session, host: Visitor) -> None:
    """It is over: who was there is said, and what was said is written down."""
    over(session)
    host.visit("/")
    host.follow(re.compile(f"^Say who was at “{TITLE}” on "))
    host.press("Write it down")
    host.read("Who was there is written down, and they are asked how it was.")
    host.follow("Write it down")
    host.fill({"Notes or transcript": SAID})
    host.press("Keep it")
    host.read("The pumps never said that they were tired.")


def say_how_it_was(session: Session, reader: Visitor, host: Visitor) -> None:
    reader.visit("/")
    reader.follow(re.compile(f"^Say how “{TITLE}” was on "))
    for question in ("It was worth my time", "I could follow it", "I will use what I heard"):
        reader.choose(question, "5")
    reader.fill({"In your words": "More pumps."})
    reader.press("Give feedback")
    reader.read("Thank you. The presenters can read it.")
    host.visit(f"{session.get_absolute_url()}feedback/")
    host.read("More pumps.", "Without a name")
    host.miss("Pia Lund")


def begin_an_idea(session: Session, reader: Visitor, customer: Visitor) -> None:
    """Its author alone sees it on the session's page."""
    reader.visit(session.get_absolute_url())
    reader.follow("Start an idea from it")
    expect(reader.field("Body")).to_contain_text("The pumps never said that they were tired.")
    reader.fill({"Title": "Pumps that ask for a rest", "Theme": "Calm operations"})
    reader.press("Begin the draft")
    reader.read("Your draft is begun.")
    reader.visit(session.get_absolute_url())
    reader.read("Began here", "Pumps that ask for a rest")
    customer.visit(session.get_absolute_url())
    customer.miss("Pumps that ask for a rest")


def test_a_session_is_planned_attended_and_begins_an_idea(sign_in: SignIn, worker: Worker) -> None:
    account = factories.OrganisationFactory.create(name="Northport Harbour")
    factories.ThemeFactory.create(title="Calm operations")
    presenter = factories.make_employee(name="Edda Winter", email="edda@home.example")
    peer, guest = factories.make_employee(name="Pia Lund"), factories.make_outsider(organisation=account)
    host, customer = sign_in(presenter), sign_in(guest)
    session = schedule(host, presenter, "Northport Harbour")
    sign_in(factories.make_outsider(name="Rita Rival")).visit(session.get_absolute_url(), status=404)
    sign_up_and_wait(session, customer, sign_in(peer, java_script_enabled=False))
    worker()
    tasks.mail_calendars(session.pk)
    told = {message.to[0] for message in mail.outbox if message.subject == TITLE}
    assert told >= {presenter.email, peer.email}
    reader = sign_in(peer)
    hold(session, host)
    say_how_it_was(session, reader, host)
    begin_an_idea(session, reader, customer)


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_the_sessions_fit_and_a_month_is_walked_by_keyboard(sign_in: SignIn, width: int) -> None:
    session = make_session(title="A rather long title for a small square of a calendar", places=1)
    over(make_session(title="Yesterday’s"))
    visitor = sign_in(factories.make_employee(), viewport={"width": width, "height": 800})
    page = visitor.page
    for path in ("/sessions/", "/sessions/past/", "/sessions/new/", session.get_absolute_url()):
        visitor.visit(path)
        assert _overflow(visitor) == 0, path
    month = session.starts_at
    visitor.visit(f"/sessions/months/{month.year}/{month.month}/")
    assert _overflow(visitor) == 0
    link = page.locator(".month").get_by_role("link", name=session.title)
    expect(link).to_be_visible()
    page.get_by_role("link", name="This month").focus()
    for _ in range(12):
        page.keyboard.press("Tab")
        if link.evaluate("link => link === document.activeElement"):
            break
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(session.title)


def _overflow(visitor: Visitor) -> int:
    width = visitor.page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return int(width)
