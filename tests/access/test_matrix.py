"""Every route, as every role: the status is what the table says, and no route is unknown to it."""

from collections.abc import Iterator
from importlib import import_module

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.access.table import Row
from tests.access.world import ROLES, World

ROOMS = ("site", "people", "activity", "ideas", "sessions", "councils", "awards", "publishing", "reports")
ROWS: list[Row] = [row for room in ROOMS for row in import_module(f"tests.access.{room}").ROWS]

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


@pytest.mark.django_db
@pytest.mark.parametrize("row", ROWS, ids=str)
def test_each_role_gets_what_the_table_says(row: Row) -> None:
    world = World()
    url = reverse(row.route, args=row.arguments(world))
    found = {}
    for role in ROLES:
        client = Client()
        if role in world.people:
            client.force_login(world.people[role])
        found[role] = send(client, row, url, world)
    assert found == row.expected


def send(client: Client, row: Row, url: str, world: World) -> int:
    call = getattr(client, row.method.lower())
    return int(call(url, row.data(world)).status_code)
