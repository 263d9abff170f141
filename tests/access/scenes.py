"""What rows of the matrix look at, made once for all that look at the same, and each row's own deeds undone."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any

from django.core.cache import cache
from django.test import Client

from ideanet.people.models import Person
from tests.access.table import Arguments
from tests.access.world import World
from tests.undoing import undone


@contextmanager
def forgotten() -> Iterator[None]:
    """What happens inside has never been, in the database or in the cache."""
    with undone():
        yield
    cache.clear()


@dataclass(frozen=True)
class Scene:
    """Objects on the stage; `arguments` are those of the routes that lead to them."""

    made_by: Arguments
    world: World
    arguments: list[Any]


class Scenes:
    """The same people, signed in once, before one scene after the other."""

    def __init__(self) -> None:
        self._people = World.make()
        self._cookies = {role: sign_in(person) for role, person in self._people.people.items()}
        self._handler = Client().handler
        self._scene: Scene | None = None
        self._stack = ExitStack()

    def show(self, made_by: Arguments) -> Scene:
        """The scene that this function makes: the one that stands, or a new one in its place."""
        if self._scene is None or self._scene.made_by is not made_by:
            self.clear()
            with ExitStack() as stack:
                stack.enter_context(forgotten())
                world = self._people.read_again()
                self._scene = Scene(made_by, world, made_by(world))
                self._stack = stack.pop_all()
        return self._scene

    def clear(self) -> None:
        self._scene = None
        self._stack.close()

    def client(self, role: str) -> Client:
        """A browser as it is just after this role signed in; the anonymous never did."""
        client = Client()
        client.handler = self._handler  # All that is the site's own, which each would set up anew.
        client.cookies = SimpleCookie(self._cookies.get(role, {}))
        return client


def sign_in(person: Person) -> dict[str, str]:
    client = Client()
    client.force_login(person)
    return {name: morsel.value for name, morsel in client.cookies.items()}
