"""How well a council works: agreement per criterion, time to the first answer, what is overdue."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from statistics import median, quantiles
from typing import Final

from councils import agreement
from councils.agreement import Alpha
from councils.models import Council, CouncilReview, Criterion
from councils.querysets.reviews import CouncilReviewQuerySet
from councils.records import Record, behind_figures, by_review
from councils.stages import Outcome
from ideanet.people.models import Person

# Outcomes as the measure takes them; nominal, so the numbers are names.
_CODES: Final = {str(outcome): number for number, outcome in enumerate(Outcome.values)}
DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Line:
    """How far reviewers agree on one criterion; `is_current` while the council still asks it."""

    name: str
    alpha: Alpha
    is_current: bool


@dataclass(frozen=True)
class Wait:
    """Days from a first round's opening to its letter: the middle one, and between which half of them lie."""

    answered: int
    median: float
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Quality:
    """All that councils/quality.html shows, but for the reviewers."""

    lines: list[Line]
    outcomes: Alpha
    wait: Wait | None
    overdue: int
    closed: int


def quality_of(council: Council, reader: Person, records: list[Record]) -> Quality:
    """Give it the reader's own `records_of` the council; four queries."""
    units = by_review(records)
    outcomes = [[_CODES[record.outcome] for record in unit] for unit in units.values()]
    return Quality(
        _lines(council, list(units.values())),
        agreement.alpha(outcomes, "nominal"),
        _wait(council, reader),
        overdue(council, reader).count(),
        behind_figures(council, reader).count(),
    )


def overdue(council: Council, reader: Person) -> CouncilReviewQuerySet:
    """Those to which the council owes an answer, but for those the reader is in conflict with."""
    return CouncilReview.objects.filter(council=council).free_of_conflict(reader).overdue()


def first_answers(council: Council, reader: Person) -> CouncilReviewQuerySet:
    """The first rounds among the closed reviews: what came back was answered before."""
    return behind_figures(council, reader).filter(number=1)


def _lines(council: Council, units: list[list[Record]]) -> list[Line]:
    """Criteria of the same name and scale are one, whichever version of the scorecard asked them."""
    newest = council.scorecards.first()
    found: dict[tuple[str, ...], list[list[int]]] = defaultdict(list)
    current = {_key(c) for c in newest.criteria.all() if not c.is_text} if newest else set()
    for unit in units:
        answers: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for criterion, points in (mark for record in unit for mark in record.marks):
            answers[_key(criterion)].append(points)
        for key, given in answers.items():
            found[key].append(given)
    lines = [Line(key[0], agreement.alpha(given, "ordinal"), key in current) for key, given in found.items()]
    return sorted(lines, key=lambda line: (not line.is_current, line.name))


def _key(criterion: Criterion) -> tuple[str, ...]:
    return (criterion.name, *criterion.labels)


def _wait(council: Council, reader: Person) -> Wait | None:
    times = first_answers(council, reader).order_by().values_list("opened_at", "closed_at")
    days = [(closed - opened) / DAY for opened, closed in times if closed is not None]
    if not days:
        return None
    low, _middle, high = quantiles(days, n=4, method="inclusive") if len(days) > 1 else (None, None, None)
    return Wait(len(days), median(days), low, high)
