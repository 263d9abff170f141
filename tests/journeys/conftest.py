"""The browser, the people at it, and the worker that sees to what is owed."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.cached_db import SessionStore
from playwright.sync_api import Browser, Playwright, sync_playwright
from pytest_django.live_server_helper import LiveServer

from ideanet.activity import announcing, mailing
from ideanet.activity.models import Event, Notice
from ideanet.people.models import Person
from tests.journeys.browsing import Visitor

AXE = Path(settings.BASE_DIR) / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Playwright drives the browser from an event loop of its own; the database is only used between its calls.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

SignIn = Callable[..., Visitor]


def find_chromium() -> str | None:
    """The machine's own Chromium; None leaves it to Playwright's."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    playwright: Playwright
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def sign_in(browser: Browser, live_server: LiveServer) -> Iterator[SignIn]:
    """`sign_in(person)` opens a browser in which the person is signed in; without a person, nobody is."""
    visitors: list[Visitor] = []
    axe = AXE.read_text(encoding="utf-8")

    def open_browser(person: Person | None = None, **options: object) -> Visitor:
        visitor = Visitor(browser, live_server.url, axe, person.name if person else "nobody", **options)
        if person is not None:
            visitor.context.add_cookies([session_cookie(person, live_server.url)])
        visitors.append(visitor)
        return visitor

    yield open_browser
    for visitor in visitors:
        visitor.close()


def session_cookie(person: Person, url: str) -> dict[str, str]:
    """What signing in leaves in the browser; one journey signs in by the form itself."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return {"name": settings.SESSION_COOKIE_NAME, "value": str(session.session_key), "url": url}


@pytest.fixture
def worker() -> Callable[[], None]:
    """Sees to all that is owed now, as the sweep does after a crash."""

    def work() -> None:
        for event_pk in Event.objects.owed().order_by("pk").values_list("pk", flat=True):
            announcing.announce(event_pk)
        for notice_pk in Notice.objects.mail_owed().order_by("pk").values_list("pk", flat=True):
            mailing.send(notice_pk)

    return work
