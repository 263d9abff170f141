"""Scorecards: one judge's answers as a score, and the mean of the judges."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

C = TypeVar("C", bound=Hashable)


@dataclass(frozen=True)
class Question:
    """A criterion: its weight, and the lowest and highest answer."""

    weight: int
    low: int
    high: int

    def unit(self, answer: int) -> Fraction:
        """The answer on a scale from 0 to 1."""
        if not self.low <= answer <= self.high:
            raise ValueError(f"{answer} is not from {self.low} to {self.high}")
        return Fraction(answer - self.low, self.high - self.low)


@dataclass(frozen=True)
class Total:
    """`score` from 0 to 1, None when nothing was answered; `coverage` is the part of the weight answered."""

    score: Fraction | None
    coverage: Fraction


def total(questions: Mapping[C, Question], answers: Mapping[C, int | None]) -> Total:
    """The weighted mean over answered criteria: sum(weight * unit) / sum(weight of those answered).

    None is "not applicable": it neither counts as zero nor lowers the score, it lowers the coverage.
    Any affine change of a common scale leaves the score as it is. Source: the ordinary weighted
    arithmetic mean, with the weights renormalised over what was answered.
    """
    answered = {key: value for key, value in answers.items() if value is not None and key in questions}
    weight = sum(questions[key].weight for key in answered)
    whole = sum(question.weight for question in questions.values())
    if not weight:
        return Total(None, Fraction(0))
    points = sum((questions[key].weight * questions[key].unit(a) for key, a in answered.items()), Fraction(0))
    return Total(points / weight, Fraction(weight, whole))


def mean(scores: Iterable[Fraction]) -> Fraction:
    """The arithmetic mean of at least one score."""
    found = list(scores)
    return sum(found, Fraction(0)) / len(found)
