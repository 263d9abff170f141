"""Logs with a request id and no personal data."""

import json
import logging
from collections.abc import Iterator

import pytest
import structlog
from django.conf import settings as site
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from pytest_django import Settings

from ideanet import logs

SECRET = "ada@example.org"


def greet(request: HttpRequest, token: str) -> HttpResponse:
    return HttpResponse("hello")


def fail(request: HttpRequest) -> HttpResponse:
    try:
        raise IntegrityError(f"Key (email)=({SECRET}) already exists.")
    except IntegrityError as error:
        raise LookupError(SECRET) from error


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse("nothing here", status=404)


handler404 = not_found
urlpatterns = [path("greet/<token>/", greet), path("fail/", fail), path("health/live", fail)]
pytestmark = pytest.mark.urls(__name__)


class Lines(list[str]):
    """A stream that keeps what is written to it."""

    def write(self, text: str) -> None:
        self.append(text)

    def flush(self) -> None: ...

    @property
    def objects(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in "".join(self).splitlines()]


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Iterator[Lines]:
    settings.MIDDLEWARE = ["ideanet.logs.RequestLogMiddleware"]
    structlog.contextvars.clear_contextvars()
    kept = Lines()
    monkeypatch.setattr("sys.stderr", kept)
    logs.configure({"level": "INFO", "json": True})
    yield kept
    monkeypatch.undo()
    logs.configure(site.LOGGING)


def test_a_request_is_one_line_that_tells_nothing_of_the_person(client: Client, lines: Lines) -> None:
    answer = client.get(f"/greet/{SECRET}/?name={SECRET}")
    line = lines.objects[-1]
    assert line.pop("request_id") == answer[logs.HEADER]
    assert isinstance(line.pop("ms"), float)
    assert line.pop("timestamp")
    assert line == {
        "event": "request",
        "level": "info",
        "logger": "ideanet.request",
        "method": "GET",
        "route": "greet/<token>/",
        "status": 200,
    }
    assert SECRET not in "".join(lines)


def test_an_error_is_told_by_kind_and_place_without_its_message(client: Client, lines: Lines) -> None:
    client.raise_request_exception = False
    answer = client.get("/fail/")
    told = next(line for line in lines.objects if "error" in line)
    assert told["request_id"] == answer[logs.HEADER]
    kinds = [part["type"] for part in told["error"]]  # type: ignore[attr-defined]  # JSON is untyped.
    assert kinds == ["builtins.LookupError", "django.db.utils.IntegrityError"]
    assert "in test_logs" not in str(told["error"])
    assert "test_logs.py" in str(told["error"])
    assert SECRET not in "".join(lines)


def test_an_unknown_address_is_not_repeated(client: Client, lines: Lines) -> None:
    assert client.get(f"/nowhere/{SECRET}/").status_code == 404
    (line,) = [line for line in lines.objects if line["event"] == "request"]
    assert (line["route"], line["status"]) == (None, 404)
    assert SECRET not in "".join(lines)


def test_other_peoples_code_logs_its_templates_only(lines: Lines) -> None:
    logging.getLogger("library").warning("Mail to %s failed", SECRET)
    logging.getLogger("celery").warning(
        "Task %(name)s failed: %(exc)s", {"name": "ideas.tasks.tell", "id": "7", "exc": SECRET}
    )
    mail, task = lines.objects
    assert mail["event"] == "Mail to %s failed"
    assert (task["name"], task["id"]) == ("ideas.tasks.tell", "7")
    assert SECRET not in "".join(lines)


def test_what_goes_wrong_in_a_task_is_told_without_its_message(lines: Lines) -> None:
    try:
        raise ValueError(SECRET)
    except ValueError:
        logs.log.warning("sending failed", exc_info=True)
    assert "builtins.ValueError" in str(lines.objects[0]["error"])
    assert SECRET not in "".join(lines)


def test_no_error_to_tell_of_is_no_error(lines: Lines) -> None:
    logs.log.warning("nothing is wrong", exc_info=True)
    assert "error" not in lines.objects[0]


def test_whoever_watches_over_the_site_does_not_fill_its_log(client: Client, lines: Lines) -> None:
    client.raise_request_exception = False
    client.get("/health/live")
    assert [line for line in lines.objects if line["event"] == "request"] == []


def test_each_request_has_an_id_of_its_own(client: Client, lines: Lines) -> None:
    told = {client.get("/greet/x/", headers={logs.HEADER: "a" * 20})[logs.HEADER] for _ in "12"}
    assert len(told) == 2
    assert "a" * 20 not in told


@pytest.mark.parametrize(("told", "kept"), [("a" * 20, True), ("x y", False), ("a" * 65, False)])
def test_a_trusted_proxys_id_is_kept_if_it_is_one(
    client: Client, lines: Lines, settings: Settings, told: str, kept: bool
) -> None:
    settings.BEHIND_PROXY = True
    answer = client.get("/greet/x/", headers={logs.HEADER: told})
    assert (answer[logs.HEADER] == told) is kept


def test_in_development_a_person_reads_the_whole_line(
    lines: Lines, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.configure({"level": "INFO", "json": False})
    logging.getLogger("library").warning("Mail to %s failed", SECRET)
    assert f"Mail to {SECRET} failed" in capsys.readouterr().err
