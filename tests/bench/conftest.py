"""A jam in a database of its own, and both applications serving it."""

import os
import subprocess
import sys
from collections.abc import Iterator

import httpx
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from pytest_django import DjangoDbBlocker

from ideanet.people.models import Person
from ideanet.people.stages import OrganisationKind
from tests.bench.serving import PATIENCE, Server, serve
from tests.journeys.conftest import session_cookie

# The largest idea jam ever held, by which BENCH_SCALE divides: 1 is all of it, 100 a quick look.
FULL = {"people": 150_000, "ideas": 50_000, "votes": 1_000_000, "comments": 200_000}


@pytest.fixture(scope="session")
def scale() -> int:
    return int(os.environ.get("BENCH_SCALE", "50"))


@pytest.fixture(scope="session")
def jam(django_db_setup: None, django_db_blocker: DjangoDbBlocker, scale: int) -> Iterator[None]:
    """Written once, and committed: the servers read it through connections of their own."""
    with django_db_blocker.unblock():
        call_command("jam", seed=1, **{name: size // scale for name, size in FULL.items()})
        yield


@pytest.fixture(scope="session")
def database(jam: None) -> str:
    """The address of the test database."""
    chosen = connections["default"].settings_dict
    return (
        f"postgres://{chosen['USER']}:{chosen['PASSWORD']}@{chosen['HOST']}:{chosen['PORT']}/{chosen['NAME']}"
    )


@pytest.fixture(scope="session")
def told(database: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of both servers, with the static files as `make run` collects them."""
    found = {
        "DATABASE_URL": database,
        "STATIC_ROOT": str(tmp_path_factory.mktemp("static")),
        "LOG_LEVEL": "WARNING",
        "SECOND_FACTOR_REQUIRED": "0",
    }
    command = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(command, cwd=settings.BASE_DIR, env=os.environ | found, check=True)
    return found


@pytest.fixture(scope="session")
def site(told: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("site")
    with serve("ideanet.wsgi:application", "ideanet.settings", folder, **told) as server:
        yield server


@pytest.fixture(scope="session")
def bare(told: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("bare")
    with serve("tests.bench.bare.wsgi:application", "tests.bench.bare.settings", folder, **told) as server:
        yield server


def sign_in(server: Server, person: Person) -> httpx.Client:
    cookie = session_cookie(person, server.address)
    client = httpx.Client(
        base_url=server.address, cookies={cookie["name"]: cookie["value"]}, timeout=PATIENCE
    )
    client.get("/ideas/").raise_for_status()
    client.headers["X-CSRFToken"] = client.cookies.get(settings.CSRF_COOKIE_NAME) or ""
    return client


@pytest.fixture(scope="session")
def employee(site: Server) -> httpx.Client:
    person = Person.objects.employees().filter(roles=[]).order_by("pk")[40]
    return sign_in(site, person)


@pytest.fixture(scope="session")
def customer(site: Server) -> httpx.Client:
    return sign_in(
        site, Person.objects.filter(organisation__kind=OrganisationKind.CUSTOMER).order_by("pk")[0]
    )
