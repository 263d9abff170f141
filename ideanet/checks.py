"""What the site refuses to start with outside development, each said in one sentence."""

import sys
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

SHORTEST_KEY = 50
FEWEST_LETTERS = 10
# Mail that reaches nobody: the right thing in development and a promise broken outside it.
DEAF_MAIL = ("filebased", "console", "locmem", "dummy")


@register(Tags.security)
def outside_development(
    app_configs: Sequence[AppConfig] | None = None, **_options: Any
) -> list[CheckMessage]:
    """Every setting that is unsafe where real people work; nothing in development."""
    del app_configs
    if settings.DEVELOPMENT:
        return []
    return [Error(text, id=f"ideanet.{code}") for code, text in _complaints()]


@register(Tags.database)
def half_way(
    app_configs: Sequence[AppConfig] | None = None, databases: Sequence[str] | None = None, **_options: Any
) -> list[CheckMessage]:
    """A database that took some of the steps which one migration stands for now, where the steps are gone.

    Django would find nothing to do in it, and fail in the middle of the next migration.
    """
    del app_configs
    known = MigrationLoader(None).disk_migrations if databases else {}
    found: list[CheckMessage] = []
    for database in databases or ():
        taken = set(MigrationRecorder(connections[database]).applied_migrations())
        for key, migration in known.items():
            steps = set(migration.replaces)
            if steps - known.keys() and (taken & {key, *steps}) and not steps <= taken:
                text = (
                    f"The database stopped half way through earlier migrations of {key[0]}: migrate it with the "
                    "version that it comes from first, or throw the local one away with make reset."
                )
                found.append(Error(text, id="ideanet.E030"))
    return found


def refuse() -> None:
    """End the process with the complaints, if there are any: wsgi and Celery run no checks."""
    if complaints := outside_development():
        lines = "\n".join(f"  {complaint.id}: {complaint.msg}" for complaint in complaints)
        sys.exit(f"IdeaNet does not start with these settings:\n{lines}")


def _complaints() -> Iterator[tuple[str, str]]:
    yield from _about_secrets()
    yield from _about_addresses()
    yield from _about_parts()


def _about_secrets() -> Iterator[tuple[str, str]]:
    key = _secret_key()
    if not key:
        yield "E001", "SECRET_KEY is missing: set it to 50 or more random characters."
    elif len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_LETTERS:
        yield "E002", "SECRET_KEY is weak: set it to 50 or more random characters."
    if settings.DEBUG:
        yield "E003", "DEBUG is on, which shows the site's insides to visitors: unset it."
    if settings.DEMO:
        yield "E004", "IDEANET_DEMO is on, which lets known passwords in: unset it."
    if not settings.SECOND_FACTOR_REQUIRED:
        yield "E005", "SECOND_FACTOR_REQUIRED is off, so a stolen password is enough: unset it."


def _secret_key() -> str:
    try:
        return settings.SECRET_KEY
    except ImproperlyConfigured:  # Django's own word for an empty one.
        return ""


def _about_addresses() -> Iterator[tuple[str, str]]:
    address = urlsplit(settings.SITE_ADDRESS)
    if address.scheme != "https":
        yield "E010", "SITE_ADDRESS does not begin with https://, so sign-ins travel in the open."
    if any(host == "*" or host.startswith(".") for host in settings.ALLOWED_HOSTS):
        yield "E011", "ALLOWED_HOSTS holds a wildcard: name the hosts the site answers to."
    elif address.hostname not in settings.ALLOWED_HOSTS:
        yield "E012", "ALLOWED_HOSTS does not name the host of SITE_ADDRESS: add it."


def _about_parts() -> Iterator[tuple[str, str]]:
    if "locmem" in settings.CACHES["default"]["BACKEND"].lower():
        yield (
            "E020",
            (
                "CACHE_URL is missing or local to one process, so limits on sign-in attempts are not "
                "shared: set it to a Valkey or Redis address."
            ),
        )
    if settings.EMAIL_BACKEND.rsplit(".", 2)[-2] in DEAF_MAIL:
        yield "E021", "EMAIL_URL is missing or sends to nobody: set it to a mail server's address."
    if settings.CELERY_BROKER_URL.startswith("memory:"):
        yield "E022", "CELERY_BROKER_URL is memory, which forgets: set it to a Valkey address."
    for entry in settings.OUTGOING_PRIVATE_HOSTS:
        host, _, port = entry.rpartition(":")
        if not host or not port.isdigit():
            yield "E023", f"OUTGOING_PRIVATE_HOSTS: {entry!r} is not of the form host:port."
