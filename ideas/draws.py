"""The draw of the day: in which order each reader finds the ideas that need eyes."""

from collections.abc import Iterable
from datetime import date
from hashlib import md5
from typing import NamedTuple

from ideanet.people.models import Person


class Drawn(NamedTuple):
    """An idea's place in the draw of one reader on one day."""

    draw: str
    pk: int


def draw_of(reader: Person, pk: int, today: date) -> str:
    """A number that nobody can choose, 32 digits from 0 to f, the same for a person and an idea all day."""
    return _draw(_seed(reader, today), pk)


def shuffled(keys: Iterable[int], reader: Person, today: date) -> list[Drawn]:
    """The ideas of these keys in the reader's order of the day.

    Each has the same chance of the first place with each person on each day; who comes back the same day finds the
    same order.
    """
    seed = _seed(reader, today)
    return sorted(Drawn(_draw(seed, pk), pk) for pk in keys)


def _seed(reader: Person, today: date) -> str:
    return f"{reader.pk} {today.isoformat()}"


def _draw(seed: str, pk: int) -> str:
    return md5(f"{seed} {pk}".encode(), usedforsecurity=False).hexdigest()
