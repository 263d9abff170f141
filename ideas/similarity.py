"""Which ideas are like a text: their titles' letters and the telling words of title and nugget, compared.

Likeness is half the likeness of the titles (shared groups of three letters) and half that of the words (twice the
shared ones, divided by the words of both). Words are what the search reads, without endings and accents.
"""

import re
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import Q

from ideanet.people.models import Person
from ideas.models import Idea
from ideas.querysets.ideas import SEARCH_CONFIG, IdeaQuerySet
from ideas.stages import Stage

SIMILAR: Final = 0.3
# What may not be seen is hinted at only where it can hardly be another, and never to fewer words than this.
HINTED: Final = 0.5
FEWEST_WORDS: Final = 5
LOOKED_AT: Final = 100
_COMPARED: Final = """
    WITH candidate (id, title, nugget) AS ({candidates}), given AS (
        SELECT tsvector_to_array(to_tsvector(%s::regconfig, %s)) AS words
    ), compared AS (
        SELECT candidate.id, similarity(candidate.title, %s)::float8 AS title, (
            SELECT count(*) FROM unnest(theirs.words) word WHERE word = ANY(given.words)
        ) AS shared, cardinality(theirs.words) + cardinality(given.words) AS words
        FROM candidate, given, LATERAL (
            SELECT tsvector_to_array(to_tsvector(%s::regconfig, candidate.title || ' ' || candidate.nugget)) AS words
        ) theirs
    )
    SELECT id, title, shared, words, title / 2 + shared::float8 / greatest(words, 1) FROM compared
    WHERE title / 2 + shared::float8 / greatest(words, 1) >= %s ORDER BY 5 DESC, id LIMIT %s
"""


@dataclass(frozen=True)
class Likeness:
    """`words` are those of both texts; `score` is from 0 to 1."""

    pk: int
    title: float
    shared: int
    words: int
    score: float


def similar(title: str, nugget: str, reader: Person, *, but: int = 0, size: int = 5) -> list[Idea]:
    """What the reader sees that is like it, of every stage, the most similar first. Two queries at most."""
    visible = Idea.objects.visible_to(reader).exclude(pk=but).exclude(stage=Stage.DRAFT)
    found = compare(visible, title, nugget, least=SIMILAR, size=size)
    ideas = Idea.objects.select_related("theme").in_bulk([one.pk for one in found])
    return [ideas[one.pk] for one in found]


def is_hinted(title: str, nugget: str, reader: Person, *, but: int = 0) -> bool:
    """Whether something that the reader does not see, and whose authors allow it to be said, is very like it.

    The same one query whatever there is: see docs/security.md.
    """
    hidden = Idea.objects.hinting().exclude(pk__in=Idea.objects.visible_to(reader).order_by().values("pk"))
    found = compare(hidden.exclude(pk=but), title, nugget, least=HINTED, size=1)
    return bool(found) and len(set(_words(f"{title} {nugget}"))) >= FEWEST_WORDS


def compare(ideas: IdeaQuerySet, title: str, nugget: str, *, least: float, size: int) -> list[Likeness]:
    """Those of the ideas that are at least so like the text. One query."""
    text = f"{title} {nugget}".strip()
    if not text:
        return []
    fitting = ideas.filter(_candidate(title, text)).order_by("-pk").values_list("pk", "title", "nugget")
    candidates, values = fitting[:LOOKED_AT].query.sql_with_params()
    given = [*values, SEARCH_CONFIG, text, title, SEARCH_CONFIG, least, size]
    with connection.cursor() as cursor:
        cursor.execute(_COMPARED.format(candidates=candidates), given)
        return [Likeness(*row) for row in cursor.fetchall()]


def _candidate(title: str, text: str) -> Q:
    """A title with like letters, or any two of the six longest words."""
    longest = sorted(set(_words(text)), key=lambda word: (-len(word), word))[:6]
    pairs = [f"({one} & {other})" for one, other in combinations(longest, 2)] or longest
    like = Q(title__trigram_similar=title) if title.strip() else Q(pk__in=[])
    if not pairs:
        return like
    return like | Q(search=SearchQuery(" | ".join(pairs), config=SEARCH_CONFIG, search_type="raw"))


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]{4,}", text.lower())
