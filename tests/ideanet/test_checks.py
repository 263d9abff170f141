"""What the site refuses to start with."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django import Settings

from ideanet import checks
from ideanet.local import preparation

SAFE: dict[str, Any] = {
    "DEVELOPMENT": False,
    "DEBUG": False,
    "DEMO": False,
    "SECOND_FACTOR_REQUIRED": True,
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNO",
    "SITE_ADDRESS": "https://ideas.example.org",
    "ALLOWED_HOSTS": ["ideas.example.org"],
    "CACHES": {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache"}},
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "CELERY_BROKER_URL": "redis://127.0.0.1:6379/0",
    "OUTGOING_PRIVATE_HOSTS": ["blog.internal:8080"],
}
UNSAFE: list[tuple[str, Any, str]] = [
    ("SECRET_KEY", "", "E001"),
    ("SECRET_KEY", "short", "E002"),
    ("SECRET_KEY", "ab" * 40, "E002"),
    ("DEBUG", True, "E003"),
    ("DEMO", True, "E004"),
    ("SECOND_FACTOR_REQUIRED", False, "E005"),
    ("SITE_ADDRESS", "http://ideas.example.org", "E010"),
    ("ALLOWED_HOSTS", ["*"], "E011"),
    ("ALLOWED_HOSTS", [".example.org"], "E011"),
    ("ALLOWED_HOSTS", ["other.example.org"], "E012"),
    ("CACHES", {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}, "E020"),
    ("EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend", "E021"),
    ("EMAIL_BACKEND", "django.core.mail.backends.dummy.EmailBackend", "E021"),
    ("CELERY_BROKER_URL", "memory://", "E022"),
    ("OUTGOING_PRIVATE_HOSTS", ["blog.internal"], "E023"),
]


@pytest.fixture
def safe(settings: Settings) -> Settings:
    for name, value in SAFE.items():
        setattr(settings, name, value)
    return settings


def test_a_safe_site_starts(safe: Settings) -> None:
    assert checks.outside_development() == []
    checks.refuse()


@pytest.mark.parametrize(("name", "value", "code"), UNSAFE)
def test_an_unsafe_setting_is_refused_and_named(safe: Settings, name: str, value: object, code: str) -> None:
    setattr(safe, name, value)
    (complaint,) = checks.outside_development()
    assert complaint.id == f"ideanet.{code}"
    assert complaint.is_serious()
    with pytest.raises(SystemExit, match=f"ideanet.{code}"):
        checks.refuse()


@pytest.mark.parametrize(("name", "value", "code"), UNSAFE)
def test_development_takes_anything(safe: Settings, name: str, value: object, code: str) -> None:
    setattr(safe, name, value)
    safe.DEVELOPMENT = True
    assert checks.outside_development() == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("room", "kept"),
    [("ideas", "name < '0016'"), ("ideas", "name = '0001_initial'"), ("councils", "name < '0002'")],
)
def test_a_database_that_stopped_half_way_is_told_so_before_anything_is_done_to_it(
    room: str, kept: str
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM django_migrations WHERE app = '{room}' AND NOT {kept}")  # noqa: S608  # our own words
    (complaint,) = checks.half_way(databases=["default"])
    assert complaint.msg.startswith(f"The database stopped half way through earlier migrations of {room}: ")
    with pytest.raises(CommandError, match="throw the local one away with make reset"):
        preparation.prepare()
    with pytest.raises(CommandError, match="stopped half way"):
        call_command("migrate", skip_checks=False)


@pytest.mark.django_db
@pytest.mark.parametrize("forgotten", ["false", "true", "app = 'ideas' AND name = '0001_initial'"])
def test_a_database_that_is_whole_or_empty_is_no_problem(forgotten: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM django_migrations WHERE {forgotten}")  # noqa: S608  # our own words
    assert checks.half_way(databases=["default"]) == []
