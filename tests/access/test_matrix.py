"""Every route, as every role: the status is what the table says, and no route is unknown to it."""

from collections.abc import Iterator
from importlib import import_module

import pytest
from _pytest.mark import ParameterSet
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import DjangoDbBlocker

from tests.access.scenes import Scenes, forgotten
from tests.access.table import Row
from tests.access.world import ROLES, World
from tests.undoing import undone

ROOMS = ("site", "people", "activity", "ideas", "sessions", "councils", "awards", "publishing", "reports")
BY_ROOM: dict[str, list[Row]] = {room: import_module(f"tests.access.{room}").ROWS for room in ROOMS}
ROWS: list[Row] = [row for rows in BY_ROOM.values() for row in rows]

# Doors of the sign-in library, tested by itself; journeys walk through them.
FOREIGN = ("account_", "mfa_", "account:", "mfa:")


def routes(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(
                pattern.url_patterns, f"{space}{pattern.namespace}:" if pattern.namespace else space
            )
        else:
            yield f"{space}{pattern.name}"


def test_the_matrix_knows_every_route() -> None:
    ours = {route for route in routes(get_resolver().url_patterns) if not route.startswith(FOREIGN)}
    assert ours - {row.route for row in ROWS} == set()


def test_the_matrix_knows_no_route_that_is_gone() -> None:
    assert {row.route for row in ROWS} - set(routes(get_resolver().url_patterns)) == set()


@pytest.fixture(scope="module")
def db(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """In place of the library's, which undoes everything after each test: a scene stays for all its rows."""
    with django_db_blocker.unblock(), forgotten():
        yield


@pytest.fixture(scope="module")
def scenes(db: None) -> Iterator[Scenes]:
    scenes = Scenes()
    yield scenes
    scenes.clear()


def by_scene(rows: list[Row]) -> list[ParameterSet]:
    """Rows that look at the same objects one after the other, and in one worker."""
    numbers = {row.arguments: number for number, row in reversed(list(enumerate(rows)))}
    return [
        pytest.param(row, marks=pytest.mark.xdist_group(f"scene {numbers[row.arguments]}"), id=str(row))
        for row in sorted(rows, key=lambda row: numbers[row.arguments])
    ]


@pytest.mark.parametrize("row", by_scene(ROWS))
def test_each_role_gets_what_the_table_says(row: Row, scenes: Scenes) -> None:
    scene = scenes.show(row.arguments)
    url = reverse(row.route, args=scene.arguments)
    # What is only read may stay in the cache: the next row looks at the same objects.
    with undone() if row.method == "GET" else forgotten():
        found = {role: send(scenes.client(role), row, url, scene.world) for role in ROLES}
    assert found == row.expected


def send(client: Client, row: Row, url: str, world: World) -> int:
    call = getattr(client, row.method.lower())
    return int(call(url, row.data(world)).status_code)
