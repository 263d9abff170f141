"""Counting again, from the rows, what ideas carry: a thousand ideas at a time, whatever their number."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import connection
from django.db.models import Count, F, Max, Q, QuerySet
from django.db.models.fields.json import KT

from ideanet import html
from ideanet.activity.models import Event
from ideanet.activity.querysets import type_of
from ideas import moves, notices
from ideas.models import Comment, Evidence, Idea, Merge, Revision, Vote
from ideas.proofs import Difference
from ideas.querysets.ideas import SEARCH_CONFIG
from ideas.querysets.votes import counts
from ideas.stages import CommentAudience, Stage, Voice

SIZE = 1000
# A council that answers is heard too, where outside experts sat on it.
VOICED = [
    notices.VOTED.name,
    notices.COMMENTED.name,
    *(notices.MOVED[move.name].name for move in (moves.APPROVE, moves.REVISE, moves.DECLINE)),
]


def votes() -> Iterator[Difference | None]:
    """Backers, customers, accounts, and those who stand behind this version."""
    figures = list(counts())
    for ideas in chunks(*figures, "merged_count"):
        counted = _counted(Vote.objects.all(), ideas, counts())
        counted.update({idea.pk: Vote.objects.tallied(idea) for idea in ideas if idea.merged_count})
        yield from _compare(ideas, counted, figures)


def merges() -> Iterator[Difference | None]:
    """How many are merged into each idea, and that each pointer is what the merge that stands says."""
    for ideas in chunks("merged_count", "merged_into"):
        keys = [idea.pk for idea in ideas]
        rows = Idea.objects.filter(merged_into__in=keys).order_by().values_list("merged_into")
        here = dict(rows.annotate(count=Count("pk")))
        standing = Merge.objects.filter(idea__in=keys, undone_at__isnull=True)
        pointers = dict(standing.values_list("idea", "target"))
        for idea in ideas:
            yield from _compare([idea], {idea.pk: {"merged_count": here.get(idea.pk, 0)}}, ["merged_count"])
            counted = {idea.pk: {"merged_into_id": pointers.get(idea.pk)}}
            yield from _compare([idea], counted, ["merged_into_id"])


def comments() -> Iterator[Difference | None]:
    """Standing comments, as employees and as outsiders may know of them."""
    said = {
        "comment_count": Count("pk", filter=~Q(audience=CommentAudience.REVIEWERS)),
        "public_comment_count": Count("pk", filter=Q(audience=CommentAudience.EVERYONE)),
    }
    for ideas in chunks(*said):
        yield from _compare(ideas, _counted(Comment.objects.standing(), ideas, said), list(said))


def revisions() -> Iterator[Difference | None]:
    """The number of the current revision and of the last material one; the text of the current one."""
    numbers = {"revision_number": Max("number"), "material_number": Max("number", filter=Q(is_material=True))}
    texts = ("title", "nugget", "body")
    for ideas in chunks(*numbers, *texts, "stage"):
        counted = _counted(Revision.objects.all(), ideas, numbers)
        for idea in ideas:
            row = counted[idea.pk]
            row["revision_number"] = row.get("revision_number") or 0
            row["material_number"] = row.get("material_number") or 1
        yield from _compare(ideas, counted, list(numbers))
        current = Revision.objects.filter(idea__in=[i.pk for i in ideas], number=F("idea__revision_number"))
        said = {row.pop("idea"): row for row in current.values("idea", *texts)}
        opened = [idea for idea in ideas if idea.stage != Stage.DRAFT and idea.pk in said]
        yield from _compare(opened, said, list(texts))


def voices() -> Iterator[Difference | None]:
    """Whom this round has heard, by its events; research, by its evidence."""
    for ideas in chunks("voices", "round_number"):
        heard = _heard(ideas)
        evidence = Evidence.objects.citable().filter(
            idea__in=[idea.pk for idea in ideas], round_number=F("idea__round_number")
        )
        for pk in evidence.values_list("idea", flat=True):
            heard[pk].add(Voice.RESEARCH.value)
        counted = {idea.pk: {"voices": sorted(heard[idea.pk])} for idea in ideas}
        yield from _compare(ideas, counted, ["voices"])


def _heard(ideas: list[Idea]) -> defaultdict[int, set[str]]:
    rounds = {idea.pk: str(idea.round_number) for idea in ideas}
    events = Event.objects.filter(topic_type=type_of(Idea), topic_id__in=list(rounds), kind__in=VOICED)
    rows = events.order_by().values_list("topic_id", KT("data__round"), KT("data__voice")).distinct()
    heard: defaultdict[int, set[str]] = defaultdict(set)
    for pk, number, voice in rows:
        if voice and number == rounds[pk]:
            heard[pk].add(voice)
    return heard


_STALE = """
    SELECT idea.id
    FROM unnest(%(keys)s::bigint[], %(nuggets)s::text[], %(bodies)s::text[]) AS given (id, nugget, body)
    JOIN "ideas_idea" idea ON idea.id = given.id
    WHERE idea.plain <> given.nugget || E'\\n\\n' || given.body OR idea.search IS DISTINCT FROM
        setweight(to_tsvector(%(config)s::regconfig, idea.title), 'A')
        || setweight(to_tsvector(%(config)s::regconfig, given.nugget), 'B')
        || setweight(to_tsvector(%(config)s::regconfig, given.body), 'C')
"""


def search() -> Iterator[Difference | None]:
    """The index, and what snippets are cut from, against the texts as the search would read them now."""
    for ideas in chunks("nugget", "body"):
        given: dict[str, Any] = {
            "keys": [idea.pk for idea in ideas],
            "nuggets": [html.to_text(idea.nugget) for idea in ideas],
            "bodies": [html.to_text(idea.body) for idea in ideas],
            "config": SEARCH_CONFIG,
        }
        with connection.cursor() as cursor:
            cursor.execute(_STALE, given)
            stale = {pk for (pk,) in cursor.fetchall()}
        for idea in ideas:
            yield Difference(f"idea {idea.pk}", "search", "stale", "otherwise") if idea.pk in stale else None


def chunks(*fields: str) -> Iterator[list[Idea]]:
    """All ideas with these fields, a thousand at a time."""
    last = 0
    while ideas := list(Idea.objects.filter(pk__gt=last).order_by("pk").only(*fields)[:SIZE]):
        yield ideas
        last = ideas[-1].pk


def _counted(
    rows: "QuerySet[Any]", ideas: list[Idea], figures: Mapping[str, Any]
) -> defaultdict[int, dict[str, Any]]:
    """The counts by idea; an idea without rows has none of any."""
    grouped = rows.filter(idea__in=[idea.pk for idea in ideas]).order_by().values("idea").annotate(**figures)
    counted: defaultdict[int, dict[str, Any]] = defaultdict(dict)
    counted.update({row.pop("idea"): row for row in grouped})
    return counted


def _compare(
    ideas: Iterable[Idea], counted: Mapping[int, Mapping[str, Any]], figures: list[str]
) -> Iterator[Difference | None]:
    for idea in ideas:
        for figure in figures:
            kept, found = getattr(idea, figure), counted[idea.pk].get(figure, 0)
            yield None if kept == found else Difference(f"idea {idea.pk}", figure, kept, found)
