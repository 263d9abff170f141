"""Sessions while the cache is away: those who are signed in notice nothing."""

import pytest
import redis
from django.conf import settings as told
from django.test import Client
from pytest_django import Settings
from structlog.testing import capture_logs

from ideanet import sessions
from ideanet.local.ports import find_free
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    client = Client()
    client.force_login(factories.make_employee())
    return client


@pytest.fixture
def without_cache(settings: Settings, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on nobody answers where the cache was."""
    monkeypatch.setattr(sessions, "_said_at", -1_000.0)
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": f"redis://127.0.0.1:{find_free()}/0",
        }
    }


def test_the_signed_in_go_on_and_the_log_says_it_once(client: Client, without_cache: None) -> None:
    with capture_logs() as lines:
        assert [client.get("/ideas/").status_code for _ in range(3)] == [200, 200, 200]
    assert [line["event"] for line in lines if line["log_level"] == "warning"] == ["the cache is away"]


def test_what_a_session_is_told_meanwhile_is_kept(client: Client, without_cache: None) -> None:
    session = client.session
    session["kept_done"] = "a form"
    session.save()
    assert client.session["kept_done"] == "a form"
    assert session.exists(session.session_key or "") is True
    assert session.exists("nobodys") is False


def test_a_session_that_is_over_stays_over(client: Client, without_cache: None) -> None:
    client.cookies[told.SESSION_COOKIE_NAME] = "never-made-anywhere"
    assert client.get("/ideas/").status_code == 302


def test_nobody_is_told_that_they_are_signed_out_while_a_copy_may_come_back(
    client: Client, without_cache: None
) -> None:
    with pytest.raises(redis.ConnectionError):
        client.post("/accounts/logout/")
