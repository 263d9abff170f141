"""How long first answers take, theme by theme and owner by owner, opened down to the ideas."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Max, Q

from ideas.answers import Percentile, with_answers
from ideas.querysets.ideas import IdeaQuerySet
from ideas.stages import Stage


@dataclass(frozen=True)
class Row:
    """Of the ideas of one theme, or of the themes of one owner: waits are those of the answered ones.

    Half of them waited no longer than `median`; half of them between `lower` and `upper`.
    """

    key: int
    name: str
    opened: int
    answered: int
    late: int
    median: timedelta | None
    lower: timedelta | None
    upper: timedelta | None
    longest: timedelta | None


def by_theme(ideas: IdeaQuerySet, today: date) -> list[Row]:
    """One query."""
    return _rows(ideas, "theme", "theme__title", today)


def by_owner(ideas: IdeaQuerySet, today: date) -> list[Row]:
    """By who owns the idea's theme now, and so owes its first answers. One query."""
    return _rows(ideas, "theme__owner", "theme__owner__name", today)


def _rows(ideas: IdeaQuerySet, key: str, name: str, today: date) -> list[Row]:
    grouped = with_answers(ideas).order_by().values(key=F(key), name=F(name))
    rows: Any = grouped.annotate(
        opened=Count("pk"),
        answered=Count("first_answered_at"),
        late=Count("pk", filter=Q(stage=Stage.OPEN, answer_due_on__lt=today)),
        median=Percentile("waited", fraction=0.5),
        lower=Percentile("waited", fraction=0.25),
        upper=Percentile("waited", fraction=0.75),
        longest=Max("waited"),
    )
    found = [Row(**row) for row in rows]
    return sorted(found, key=lambda row: (-row.late, -(row.median or timedelta(0)), row.name, row.key))
