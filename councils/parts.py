"""Long lists of reviews in parts: their order says nothing and never changes, so a part goes by its number."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

Row = TypeVar("Row")

# So many reviews are read in full on one page.
SIZE: Final = 20


@dataclass(frozen=True)
class Part(Generic[Row]):
    """`number` counts from 1; `count` is of all rows of all parts."""

    rows: Sequence[Row]
    number: int
    count: int

    @property
    def before(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def after(self) -> int | None:
        return self.number + 1 if self.number * SIZE < self.count else None

    @property
    def first(self) -> int:
        return (self.number - 1) * SIZE + 1

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1


def part_of(rows: Sequence[Row], wanted: str) -> Part[Row]:
    """The part that an address asks for; the last for one too many, the first for what is no number."""
    most = max(1, -(-len(rows) // SIZE))
    number = min(max(1, int(wanted)), most) if wanted.isdecimal() and len(wanted) < 9 else 1
    return Part(rows[(number - 1) * SIZE : number * SIZE], number, len(rows))
