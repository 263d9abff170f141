"""How long first answers take."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import (
    Aggregate,
    Count,
    DurationField,
    F,
    OuterRef,
    Subquery,
)
from django.utils import timezone

from ideanet.activity.models import Event
from ideanet.activity.querysets import type_of
from ideas import moves, notices
from ideas.models import Idea
from ideas.querysets.ideas import IdeaQuerySet

# What counts as an answer: the official one, a council that takes it up, a “no” with its reason, or
# another idea to live on in.
ANSWERS = [
    notices.ANSWERED.name,
    *(notices.MOVED[move.name].name for move in (moves.SEND_TO_REVIEW, moves.TURN_DOWN, moves.MERGE)),
]
OVER = timedelta(days=365)


class Percentile(Aggregate):
    """The wait that this fraction of them did not exceed, between two where none is exact."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(%(fraction)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()

    def __init__(self, expression: str, *, fraction: float) -> None:
        super().__init__(expression, fraction=fraction)


@dataclass(frozen=True)
class Pace:
    """Of the ideas opened in the last year: how many were answered, and the median wait of those."""

    opened: int
    answered: int
    median: timedelta | None

    @property
    def days(self) -> int | None:
        """The median in whole days, at least one: nobody reads "0 days"."""
        return None if self.median is None else max(1, round(self.median / timedelta(days=1)))


def with_answers(ideas: IdeaQuerySet) -> IdeaQuerySet:
    """Those opened in the last year, with `first_answered_at` and `waited`, both null without an answer."""
    first = Event.objects.filter(topic_type=type_of(Idea), topic_id=OuterRef("pk"), kind__in=ANSWERS)
    recent = ideas.filter(opened_at__gte=timezone.now() - OVER)
    answered = recent.annotate(first_answered_at=Subquery(first.order_by("pk").values("at")[:1]))
    return answered.annotate(waited=F("first_answered_at") - F("opened_at"))


def pace(ideas: IdeaQuerySet) -> Pace:
    """One query, over the ideas that the reader may see."""
    found = with_answers(ideas).aggregate(
        opened=Count("pk"), answered=Count("first_answered_at"), median=Percentile("waited", fraction=0.5)
    )
    return Pace(**found)
