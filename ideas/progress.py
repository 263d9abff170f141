"""How far a set of ideas has come, in figures that each open a list."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ideas.models import Idea
from ideas.stages import Stage

WORDS: dict[Stage, Promise] = {
    Stage.OPEN: _("open for support and talk"),
    Stage.IN_REVIEW: _("with a council"),
    Stage.APPROVED: _("approved"),
    Stage.PUBLISHED: _("published"),
    Stage.ADOPTED: _("put into practice"),
    Stage.DECLINED: _("declined, each with a reason"),
}


@dataclass(frozen=True)
class Figure:
    stage: Stage
    words: Promise
    count: int


def progress_of(ideas: QuerySet[Idea]) -> list[Figure]:
    """One figure for each stage that any of them is in. One query."""
    rows = ideas.order_by().values("stage").annotate(count=Count("pk")).values_list("stage", "count")
    counts = dict(rows)
    return [Figure(stage, words, counts[stage]) for stage, words in WORDS.items() if stage in counts]
