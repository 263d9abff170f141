"""A whole jam, step by step, with progress; indexes and counters come last."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from django.db import connection, transaction
from django.utils import timezone

from ideanet.demo.jam import ideas, ledger, words
from ideanet.demo.jam.community import Community, settle
from ideanet.demo.jam.plans import plan
from ideanet.demo.jam.rows import Rows
from ideas import heat, segments
from ideas.models import Idea, Theme
from ideas.querysets.ideas import SEARCH_CONFIG
from ideas.stages import Taking

Report = Callable[[str, int, int], None]
BATCH = 1000
INDEX = """
    UPDATE "ideas_idea" SET search =
        setweight(to_tsvector(%(config)s::regconfig, title), 'A') ||
        setweight(to_tsvector(%(config)s::regconfig, nugget), 'B') ||
        setweight(to_tsvector(%(config)s::regconfig, body), 'C'),
        plain = nugget || E'\\n\\n' || body
    WHERE id BETWEEN %(first)s AND %(last)s
"""


@dataclass(frozen=True)
class Size:
    people: int
    ideas: int
    votes: int
    comments: int

    @property
    def accounts(self) -> int:
        """400 at full size, never fewer than four."""
        return max(4, min(400, self.people // 375))


@transaction.atomic
def build(size: Size, seed: int, report: Report) -> None:
    """Write the jam beside what is there. The same seed gives the same community."""
    random, now = Random(seed), timezone.now()  # noqa: S311  # nothing here is secret
    report("People", 0, size.people)
    community = settle(size.people, size.accounts, random, now - timedelta(days=4 * 365))
    report("People", size.people, size.people)
    themes = _themes(community, random)
    plans = plan(size.ideas, size.votes, size.comments, community, random, now)
    rows = Rows(community, themes, random, now)
    before = Idea.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    for start in range(0, len(plans), BATCH):
        ideas.write(rows, plans[start : start + BATCH])
        report("Ideas", min(start + BATCH, size.ideas), size.ideas)
    _index(before, size.ideas, report)
    _count(before, size.ideas, report)
    ledger.book(before, report)


def _themes(community: Community, random: Random) -> list[Theme]:
    now = timezone.now()
    rows = [
        Theme(
            title=f"{words.title(random)} ({number})",
            summary=words.sentence(random),
            brief=words.paragraph(random, 4),
            owner_id=community.employees[1 + number % 40],
            opens_at=now - timedelta(days=4 * 365),
            told=Taking.OPEN,
        )
        for number in range(1, 41)
    ]
    return Theme.objects.bulk_create(rows)


def _index(before: int, ideas: int, report: Report) -> None:
    with connection.cursor() as cursor:
        for start in range(0, ideas, BATCH):
            first = before + 1 + start
            cursor.execute(INDEX, {"config": SEARCH_CONFIG, "first": first, "last": first + BATCH - 1})
            report("Search", min(start + BATCH, ideas), ideas)


def _count(before: int, ideas: int, report: Report) -> None:
    """What orders go by, from the rows that are there by now."""
    with connection.cursor() as cursor:
        # A planner that takes a million votes for none reads them all for each idea.
        cursor.execute("ANALYZE")
    for start in range(0, ideas, BATCH):
        keys = list(range(before + 1 + start, before + 1 + min(start + BATCH, ideas)))
        heat.recount_talk(*keys)
        segments.recount(keys)
        report("Orders", min(start + BATCH, ideas), ideas)


def settle_statistics() -> None:
    """Let the planner know what was written; outside the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
