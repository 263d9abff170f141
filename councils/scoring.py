"""Scores from a scorecard: the weighted mean over what was answered, and never a zero for what was not.

Exact fractions inside; whoever shows a figure rounds it once, with `rounded`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from statistics import mean, pstdev
from statistics import median as middle


@dataclass(frozen=True)
class Mark:
    """One criterion of a scorecard as answered: `points` of 1 to `top`, or None where it does not apply."""

    weight: int
    points: int | None
    top: int

    @property
    def share(self) -> Fraction:
        """How far up the scale: 0 for its lowest point, 1 for its highest."""
        if self.points is None:
            raise ValueError("a criterion that does not apply has no share")
        return Fraction(self.points - 1, self.top - 1)


def score(marks: Iterable[Mark]) -> Fraction | None:
    """The weighted mean of the shares over answered criteria, 0 to 1; None where nothing was answered."""
    answered = [mark for mark in marks if mark.points is not None]
    weight = sum(mark.weight for mark in answered)
    if not weight:
        return None
    return sum((mark.weight * mark.share for mark in answered), Fraction(0)) / weight


def coverage(marks: Iterable[Mark], total_weight: int) -> Fraction:
    """How much of the scorecard's weight was answered, 0 to 1; not applicable is not answered."""
    return Fraction(sum(mark.weight for mark in marks if mark.points is not None), total_weight)


def on_scale(value: Fraction, low: int, high: int) -> Fraction:
    """A score of 0 to 1 as a figure on a scale from `low` to `high`."""
    return low + value * (high - low)


def average(values: Sequence[Fraction]) -> Fraction | None:
    """The plain mean, as every review counts the same."""
    return mean(values) if values else None


def median(values: Sequence[Fraction]) -> Fraction | None:
    """The middle one; of an even number the mean of the two in the middle."""
    return middle(values) if values else None


def fifths(values: Iterable[Fraction]) -> list[int]:
    """How many lie in each fifth of 0 to 1, the lowest first; 1 is of the highest."""
    counts = [0] * 5
    for value in values:
        counts[min(int(value * 5), 4)] += 1
    return counts


def spread(values: Sequence[Fraction]) -> float | None:
    """The population's standard deviation of scores of 0 to 1; None below two."""
    return pstdev(float(value) for value in values) if len(values) > 1 else None


def rounded(value: Fraction, places: int) -> Decimal:
    """Half away from zero, as people round by hand."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
