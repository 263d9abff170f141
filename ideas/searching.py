"""One search over ideas, their discussions, people, themes and sessions, as the searcher may see them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.search import SearchHeadline, SearchQuery
from django.db import connection, transaction

from ideanet.paging import Page, PreparedPages, page
from ideanet.people.models import Person
from ideanet.prepared import Prepared
from ideas import facets, prepared, snippets
from ideas.facets import Facets
from ideas.models import Idea
from ideas.querysets.ideas import SEARCH_CONFIG, IdeaQuerySet
from ideas.snippets import Said
from ideas.suggesting import Beside, beside

BESIDE = 6
SAID = 3
LIKENESS = "0.35"


@dataclass(frozen=True)
class Asked:
    """What is searched for: words, and what the facets are set to. Either may be empty, not both."""

    words: str
    chosen: Mapping[str, Any] = field(default_factory=dict)
    after: str = ""

    def __bool__(self) -> bool:
        return bool(self.words or self.chosen)


@dataclass(frozen=True)
class Found:
    """`ideas` have `title_marked` and `cut`, for `{% hit %}`; `is_guess` says that they only look similar."""

    words: str
    ideas: Page[Idea]
    is_guess: bool = False
    comments: list[Said] = field(default_factory=list)
    beside: Beside = field(default_factory=Beside)

    def __bool__(self) -> bool:
        return bool(self.ideas.items or self.comments or self.beside)


def search(asked: Asked, reader: Person) -> Found:
    """At most six queries, whatever is asked; what stands beside the ideas stands on the first page only."""
    if not asked.words:
        return Found("", page(narrowed(asked, reader).for_cards(), ("-pk",), after=asked.after))
    exact = _exact(asked, reader)
    if asked.after and exact.items:
        return Found(asked.words, exact)
    if exact.items or asked.chosen:
        near = beside(asked.words, reader, BESIDE)
        return Found(asked.words, exact, comments=_said(asked, reader), beside=near)
    return _guessed(asked, reader)


def _exact(asked: Asked, reader: Person) -> Page[Idea]:
    """The ideas that say the words, best first, with their authors. Two queries."""
    if asked.chosen:
        found = page(
            marked(narrowed(asked, reader), asked.words), BEST, after=asked.after, size=prepared.SIZE
        )
    else:
        found = _MATCHING.page(reader, asked.words, order=BEST, after=asked.after, size=prepared.SIZE)
    prepared.load_bylines(found.items)
    return found


def narrowed(asked: Asked, reader: Person) -> IdeaQuerySet:
    """The ideas that the reader sees and that fit; with words, each has its `rank`."""
    return facets.narrow(_matching(asked, reader), asked.chosen, reader)


def facets_of(asked: Asked, reader: Person) -> Facets:
    """What narrows the search further. One query."""
    return facets.facets_of(_matching(asked, reader), asked.words, asked.chosen, reader)


def _matching(asked: Asked, reader: Person) -> IdeaQuerySet:
    visible = Idea.objects.visible_to(reader)
    return visible.matching(asked.words) if asked.words else visible


def _said(asked: Asked, reader: Person) -> list[Said]:
    return [] if asked.chosen else snippets.said(asked.words, reader, size=SAID).items_said


@transaction.atomic
def _guessed(asked: Asked, reader: Person) -> Found:
    """What looks alike. The usual 0.6 does not forgive two letters that changed places."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", [LIKENESS])
    guessed: Page[Idea] = Page(_LIKE.rows(reader, asked.words), None, is_first=True)
    prepared.load_bylines(guessed.items)
    near = beside(asked.words, reader, BESIDE, forgiving=True)
    return Found(asked.words, guessed, bool(guessed.items), _said(asked, reader), near)


def marked(ideas: IdeaQuerySet, words: str) -> IdeaQuerySet:
    """Annotate the title and a snippet of the text with the words marked; only a page's rows pay for it."""
    query = SearchQuery(words, config=SEARCH_CONFIG, search_type="websearch")
    return ideas.for_card_rows().annotate(
        title_marked=SearchHeadline("title", query, highlight_all=True, **snippets.MARKS),
        cut=snippets.cut_from("plain", query),
    )


BEST = ("-rank", "-pk")
_MATCHING: PreparedPages[Idea] = PreparedPages(
    lambda reader, words: marked(Idea.objects.visible_to(reader).matching(words), words)
)
_LIKE: Prepared[Idea] = Prepared(
    lambda reader, words: Idea.objects.visible_to(reader).titled_like(words).for_card_rows()[:BESIDE]
)
