"""How a room writes its rows of the access matrix down."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.access.world import ROLES, World

Arguments = Callable[[World], list[Any]]
Data = Callable[[World], dict[str, Any]]


@dataclass(frozen=True)
class Row:
    """One route, one method, one object, and the status that each role gets.

    `arguments` makes the object and returns the arguments of the route; `data` the form that is sent.
    """

    route: str
    method: str
    what: str
    expected: dict[str, int]
    arguments: Arguments = lambda _world: []
    data: Data = lambda _world: {}

    def __str__(self) -> str:
        return f"{self.method} {self.route} {self.what}"


def statuses(default: int, *, anonymous: int = 302, **others: int) -> dict[str, int]:
    """The same status for every role but the named ones; the anonymous are sent to sign in."""
    unknown = set(others) - set(ROLES)
    if unknown:
        raise ValueError(unknown)
    return dict.fromkeys(ROLES, default) | {"anonymous": anonymous} | others
