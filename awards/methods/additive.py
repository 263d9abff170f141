"""Judge effects: what the scores say once strict and lenient judges are told apart."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, TypeVar

J = TypeVar("J", bound=Hashable)
E = TypeVar("E", bound=Hashable)

Scores = Mapping[J, Mapping[E, Fraction]]


class DisconnectedError(Exception):
    """No chain of shared judges connects these groups of entries, so nothing compares them."""

    def __init__(self, groups: Sequence[frozenset[Hashable]]) -> None:
        super().__init__(f"{len(groups)} groups without a shared judge")
        self.groups = groups


@dataclass(frozen=True)
class Fit(Generic[J, E]):
    """`entries`: what a judge of average severity would have given; `judges`: each one's leniency,
    which sum to zero.
    """

    entries: dict[E, Fraction]
    judges: dict[J, Fraction]


def fit(scores: Scores[J, E]) -> Fit[J, E]:
    """Least squares for score = entry + judge, with the judges' effects summing to zero.

    This is the two-way additive model (analysis of variance without interaction; Yates 1934 for
    unequal numbers). The normal equations are solved exactly in fractions: each entry is the mean of
    its scores less the judges' effects, which leaves one linear equation a judge.
    Raises DisconnectedError where entries cannot be compared.
    """
    found = groups(scores)
    if len(found) > 1:
        raise DisconnectedError(found)
    judges = list(scores)
    given: dict[E, dict[J, Fraction]] = {}
    for judge, marks in scores.items():
        for entry, score in marks.items():
            given.setdefault(entry, {})[judge] = score
    effects = dict(zip(judges, _solve(*_equations(judges, scores, given)), strict=True))
    entries = {
        entry: sum((score - effects[judge] for judge, score in marks.items()), Fraction(0)) / len(marks)
        for entry, marks in given.items()
    }
    return Fit(entries, effects)


def groups(scores: Scores[J, E]) -> list[frozenset[Hashable]]:
    """The entries, put together wherever one judge scored both; a single group is what one wants."""
    found: list[set[Hashable]] = []
    for marks in scores.values():
        touched = [group for group in found if group & set(marks)]
        found = [group for group in found if group not in touched]
        if marks:
            found.append(set(marks).union(*touched))
    return [frozenset(group) for group in found]


def _equations(
    judges: list[J], scores: Scores[J, E], given: Mapping[E, Mapping[J, Fraction]]
) -> tuple[list[list[Fraction]], list[Fraction]]:
    """One row a judge: their scores less the entries' means; the last row says that effects sum to zero."""
    place = {judge: index for index, judge in enumerate(judges)}
    rows = [[Fraction(0)] * len(judges) for _ in judges]
    right = [Fraction(0)] * len(judges)
    for judge, marks in scores.items():
        row = place[judge]
        for entry, score in marks.items():
            others = given[entry]
            rows[row][row] += 1
            right[row] += score
            for other, their_score in others.items():
                rows[row][place[other]] -= Fraction(1, len(others))
                right[row] -= their_score / len(others)
    # The rows sum to zero, so one says nothing of its own.
    rows[-1], right[-1] = [Fraction(1)] * len(judges), Fraction(0)
    return rows, right


def _solve(rows: list[list[Fraction]], right: list[Fraction]) -> list[Fraction]:
    """Gauss-Jordan elimination; the equations of a connected design have one solution."""
    size = len(rows)
    for column in range(size):
        pivot = next(row for row in range(column, size) if rows[row][column])
        rows[column], rows[pivot] = rows[pivot], rows[column]
        right[column], right[pivot] = right[pivot], right[column]
        head = rows[column][column]
        rows[column] = [value / head for value in rows[column]]
        right[column] /= head
        for row in range(size):
            factor = rows[row][column]
            if row != column and factor:
                rows[row] = [a - factor * b for a, b in zip(rows[row], rows[column], strict=True)]
                right[row] -= factor * right[column]
    return right
