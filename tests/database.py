"""The pytest plugin that gives each run a PostgreSQL of its own and the settings of a test."""

import atexit
import gc
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest

# What a test run is told; a test that needs another value sets it with the `settings` fixture.
ENVIRONMENT = {
    "IDEANET_DEVELOPMENT": "1",
    "IDEANET_DEMO": "0",
    "DEBUG": "0",
    "SECRET_KEY": "a-key-for-tests-that-guards-nothing-at-all-1234567890",
    "SITE_ADDRESS": "http://testserver",
    "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
    "CACHE_URL": "locmem://",
    "CELERY_BROKER_URL": "memory://",
    "EMAIL_URL": "memory://",
    "LOG_LEVEL": "WARNING",
    "SECOND_FACTOR_REQUIRED": "1",
    "TIME_ZONE": "UTC",
}
# Bytes of a folder in which PostgreSQL can lay a socket on every system.
LONGEST = 80

_stops: list[Callable[[], None]] = []


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    """Before Django reads its settings. Workers of xdist inherit the environment made here."""
    if "IDEANET_TEST_FOLDER" in os.environ:
        return
    folder = Path(tempfile.mkdtemp(prefix="ideanet-test-"))
    _stops.append(lambda: shutil.rmtree(folder, ignore_errors=True))
    (folder / "static").mkdir()
    os.environ |= ENVIRONMENT | {
        "IDEANET_TEST_FOLDER": str(folder),
        "MEDIA_ROOT": str(folder / "files"),
        "MAIL_FOLDER": str(folder / "mail"),
        "STATIC_ROOT": str(folder / "static"),
    }
    os.environ["DATABASE_URL"] = _given_database() or _start_database(folder)


def _given_database() -> str:
    return os.environ.get("DATABASE_URL_TEST") or os.environ.get("DATABASE_URL") or ""


def _start_database(folder: Path) -> str:
    from ideanet.local import place, ports
    from ideanet.local.keeper import Keeper
    from ideanet.local.postgres import FORGETFUL, Postgres
    from tests import template

    folder.chmod(0o711)
    keeper = Keeper(remove=folder)
    _stops.insert(0, keeper.close)
    here = place.find(folder / "postgres").folder
    by_socket = len(os.fsencode(here)) < LONGEST
    options = (*FORGETFUL, f"unix_socket_directories={here}") if by_socket else FORGETFUL
    server = Postgres(folder / "postgres", folder / "postgres.log", options=options)
    _stops.insert(0, server.stop)
    server.start(keeper)
    os.environ["IDEANET_TEST_TEMPLATE"] = template.prepare(server)
    # A question and its answer take a quarter less time than by way of the network.
    return server.url.replace(ports.HOST, quote(str(here), safe="")) if by_socket else server.url


@atexit.register
def _stop() -> None:
    while _stops:
        _stops.pop(0)()


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """What the environment cannot say: quick password hashes, plain static files, a migrated template."""
    from django.conf import settings
    from django.db import connections

    from tests import emptying, plans, recording, stacking

    emptying.install()
    plans.install()
    recording.install()
    stacking.install()
    if template := os.environ.get("IDEANET_TEST_TEMPLATE"):
        connections.settings["default"]["TEST"] |= {"TEMPLATE": template, "MIGRATE": False}
    settings.CHECK_PREPARED = True
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # What journeys hold pages against comes as the site's own scripts do.
    settings.STATICFILES_DIRS = [
        *settings.STATICFILES_DIRS,
        ("axe", settings.NPM / "axe-core"),
    ]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """What was imported stays for the whole run: looking for garbage among it takes a twentieth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
