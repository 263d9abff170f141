"""The browser, the people at it, and the worker that sees to what is owed."""

import logging
import os
import threading
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.cached_db import SessionStore
from django.core.signals import request_finished, request_started
from playwright.sync_api import Browser, sync_playwright
from pytest_django.live_server_helper import LiveServer

from awards.tasks import announce_winners
from ideanet.activity import announcing, mailing
from ideanet.activity.models import Event, Notice
from ideanet.people.models import Person
from ideanet.publishing.tasks import sweep as send_drafts
from tests.browser import FLAGS, find_chromium
from tests.journeys import serving
from tests.journeys.browsing import PATIENCE, Visitor
from tests.journeys.inspecting import Inspector

# Playwright drives the browser from an event loop of its own; the database is only used between its calls.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

serving.install()

SignIn = Callable[..., Visitor]
Worker = Callable[[], None]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = find_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def inspector() -> Inspector:
    return Inspector()


class Traffic:
    """The requests that the site is at; a page that is left may have asked for something still."""

    def __init__(self) -> None:
        self._open = 0
        self._changed = threading.Condition()
        request_started.connect(self._begin)
        request_finished.connect(self._end)

    def _begin(self, **_told: Any) -> None:
        self._add(1)

    def _end(self, **_told: Any) -> None:
        self._add(-1)

    def _add(self, number: int) -> None:
        with self._changed:
            self._open += number
            self._changed.notify_all()

    def wait_for_the_last(self) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: self._open == 0, PATIENCE / 1000), "a request never ended"


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture
def sign_in(
    request: pytest.FixtureRequest,
    browser: Browser,
    inspector: Inspector,
    live_server: LiveServer,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> Iterator[SignIn]:
    """`sign_in(person)` opens a browser in which the person is signed in; without a person, nobody is.

    A journey that fails leaves a picture of what each of them saw last, and a line for each request. It is the site
    that says them: to hear of each from the browser, those for styles too, takes a quarter of a page's time.
    """
    caplog.set_level(logging.INFO, "ideanet.request")
    visitors: list[Visitor] = []
    traffic = Traffic()

    def open_browser(person: Person | None = None, **options: Any) -> Visitor:
        name = person.name if person else "nobody"
        visitor = Visitor(browser, live_server.url, inspector, name=name, **options)
        if person is not None:
            enter(visitor, person)
        visitors.append(visitor)
        return visitor

    yield open_browser
    for number, visitor in enumerate(visitors):
        if request.node.stash.get(FAILED, False):
            visitor.leave_traces(tmp_path / f"{number} {visitor.name}.png")
        visitor.close()
    # The tables are emptied next, and must not be while a request reads them.
    traffic.wait_for_the_last()


def enter(visitor: Visitor, person: Person) -> None:
    """Without the form; some journeys sign in by that itself."""
    cookie = session_cookie(person, visitor.address)
    visitor.context.add_cookies([{"name": cookie["name"], "value": cookie["value"], "url": cookie["url"]}])


def session_cookie(person: Person, url: str) -> dict[str, str]:
    """What signing in leaves in the browser."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return {"name": settings.SESSION_COOKIE_NAME, "value": str(session.session_key), "url": url}


@pytest.fixture
def worker() -> Worker:
    """Sees to all that is owed now, as the worker and the clock do; what follows may owe something too."""

    def work() -> None:
        announce_winners()
        while owed := list(Event.objects.owed().order_by("pk").values_list("pk", flat=True)):
            for event_pk in owed:
                announcing.announce(event_pk)
        for notice_pk in Notice.objects.mail_owed().order_by("pk").values_list("pk", flat=True):
            mailing.send(notice_pk)
        send_drafts()

    return work
