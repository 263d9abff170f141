"""A small histogram as columns that a template draws, and the same in words for those who listen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

HEIGHT: Final = 24
WIDTH: Final = 10
GAP: Final = 2


@dataclass(frozen=True)
class Column:
    """One column in units of the drawing; `x` and `y` of its upper left corner."""

    label: str
    count: int
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class Histogram:
    columns: list[Column]
    width: int
    height: int


def histogram(labels: Sequence[str], counts: Sequence[int]) -> Histogram:
    """The highest column takes the whole height; an empty one is a hairline, so that the scale is seen."""
    most = max([*counts, 1])
    columns = []
    for place, (label, count) in enumerate(zip(labels, counts, strict=True)):
        tall = max(1, round(HEIGHT * count / most))
        columns.append(Column(label, count, place * (WIDTH + GAP), HEIGHT - tall, WIDTH, tall))
    return Histogram(columns, len(columns) * (WIDTH + GAP) - GAP, HEIGHT)
