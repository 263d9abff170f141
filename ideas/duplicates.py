"""Likely duplicates: found when a text is published, kept for marketing to look at."""

from collections.abc import Iterator

from django.db import connection
from django.db.models import Q

from ideanet.activity import kinds
from ideanet.activity.models import Event
from ideas import notices, similarity
from ideas.models import Idea, Pair
from ideas.proofs import Difference
from ideas.querysets.ideas import SEARCH_CONFIG

LEAST = 0.4
MOST = 3


_KINDS = (notices.MOVED["submit"], notices.REVISED, notices.MATERIALLY_REVISED)
# The figures of pairs as both texts say them now, see `ideas.similarity`.
_FIGURES = """
    SELECT pair.id, similarity(one.title, other.title)::float8 AS title_score, (
        SELECT count(*) FROM unnest(one.words) word WHERE word = ANY(other.words)
    )::int AS shared_words, cardinality(one.words) + cardinality(other.words) AS words
    FROM ideas_pair pair
    JOIN LATERAL (
        SELECT title, tsvector_to_array(to_tsvector(%(config)s::regconfig, title || ' ' || nugget)) AS words
        FROM ideas_idea WHERE id = pair.first_id
    ) one ON true
    JOIN LATERAL (
        SELECT title, tsvector_to_array(to_tsvector(%(config)s::regconfig, title || ' ' || nugget)) AS words
        FROM ideas_idea WHERE id = pair.second_id
    ) other ON true
    WHERE %(idea)s IN (0, pair.first_id, pair.second_id)
"""
_SCORE = "counted.title_score / 2 + counted.shared_words::float8 / greatest(counted.words, 1)"
_REFRESH = f"""
    UPDATE ideas_pair pair SET title_score = counted.title_score, shared_words = counted.shared_words,
        words = counted.words, score = {_SCORE}
    FROM ({_FIGURES}) counted WHERE counted.id = pair.id
"""  # noqa: S608  # our own words
_COMPARED = f"""
    SELECT pair.id, pair.title_score, pair.shared_words, pair.words, pair.score,
        counted.title_score, counted.shared_words, counted.words, {_SCORE}
    FROM ideas_pair pair JOIN ({_FIGURES}) counted ON counted.id = pair.id ORDER BY pair.id
"""  # noqa: S608  # our own words
NAMES = ("title_score", "shared_words", "words", "score")
TOLERANCE = 1e-6


def look(event: Event) -> None:
    """Compare the idea that was just published with all others; a dismissed pair stays dismissed, and what is not
    alike any more is a pair no longer."""
    idea = Idea.objects.only("title", "nugget").get(pk=event.topic_id)
    others = Idea.objects.discussed().exclude(pk=idea.pk)
    found = similarity.compare(others, idea.title, idea.nugget, least=LEAST, size=MOST)
    Pair.objects.bulk_create(
        [
            Pair(
                first_id=min(idea.pk, one.pk),
                second_id=max(idea.pk, one.pk),
                score=one.score,
                title_score=one.title,
                shared_words=one.shared,
                words=one.words,
            )
            for one in found
        ],
        ignore_conflicts=True,
    )
    with connection.cursor() as cursor:
        cursor.execute(_REFRESH, {"config": SEARCH_CONFIG, "idea": idea.pk})
    Pair.objects.of_idea(idea.pk).filter(score__lt=LEAST, dismissed_at__isnull=True).delete()


def proof() -> Iterator[Difference | None]:
    """The figures of every pair against both texts, but for those that are to be looked at again."""
    kinds_looked_at = [kind.name for kind in _KINDS]
    owed = Event.objects.owed().filter(kind__in=kinds_looked_at).values_list("topic_id", flat=True)
    waiting = Pair.objects.filter(Q(first__in=owed) | Q(second__in=owed))
    skipped = set(waiting.values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute(_COMPARED, {"config": SEARCH_CONFIG, "idea": 0})
        rows = cursor.fetchall()
    for key, *figures in rows:
        for name, kept, found in zip(NAMES, figures[:4], figures[4:], strict=True):
            differs = abs(kept - found) > TOLERANCE and key not in skipped
            yield Difference(f"pair {key}", name, kept, found) if differs else None


def declare() -> None:
    """Called once, when the app is ready."""
    for kind in _KINDS:
        kinds.register_consequence(kind, look)
