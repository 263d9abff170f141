"""What every method answers with: each entry's rank, score and the working behind it."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from typing import Any, TypeVar

K = TypeVar("K", bound=Hashable)

SIX_PLACES = Decimal("0.000001")


@dataclass(frozen=True)
class Standing:
    """`rank` counts from 1, equal ranks are ties; `working` is plain JSON."""

    entry: int
    rank: int
    score: Decimal
    working: dict[str, Any] = field(default_factory=dict)


class CannotDecideError(Exception):
    """The method has no answer to these inputs; the message says why and what to do."""


def ranks(keys: Mapping[K, Any]) -> dict[K, int]:
    """Standard competition ranking, "1224": one more than the number with a strictly greater key."""
    ordered = sorted(keys.values(), reverse=True)
    first: dict[Any, int] = {}
    for place, key in enumerate(ordered, start=1):
        first.setdefault(key, place)
    return {name: first[key] for name, key in keys.items()}


def rounded(exact: Fraction | int) -> Decimal:
    """Six places, half to even. Ranks are taken from the exact figure, never from this one."""
    fraction = Fraction(exact)
    scaled = round(fraction * 10**6)  # Python rounds fractions half to even.
    return (Decimal(scaled) / 10**6).quantize(SIX_PLACES, ROUND_HALF_EVEN)
