"""One search over ideas, people and themes, as the searcher may see them."""

from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib.postgres.search import SearchHeadline, SearchQuery
from django.db import connection, transaction
from django.db.models import Func, Q, TextField, Value
from django.db.models.functions import Concat

from ideanet import html
from ideanet.paging import Page, page
from ideanet.people.models import Person
from ideas.models import Idea, Theme
from ideas.querysets.ideas import SEARCH_CONFIG, IdeaQuerySet

# Markup that would only disturb a snippet: addresses of links, then what Markdown marks text with.
_ADDRESSES = r"\]\([^)\s]*\)"
_MARKS = r"[*_`#>|\[\]\\]+"
BESIDE = 6
LIKENESS = "0.35"


@dataclass(frozen=True)
class Found:
    """`ideas` have `title_marked` and `snippet`, for `highlight`; `is_guess` says that they only look similar."""

    words: str
    ideas: Page[Idea]
    is_guess: bool = False
    people: list[Person] = field(default_factory=list)
    themes: list[Theme] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.ideas.items or self.people or self.themes)


def search(words: str, reader: Person, after: str = "") -> Found:
    """At most six queries, whatever the words; people and themes stand on the first page only."""
    visible = Idea.objects.visible_to(reader)
    exact = page(_marked(visible.matching(words), words), ("-rank", "-pk"), after=after)
    if after and exact.items:
        return Found(words, exact)
    people = list(
        Person.objects.visible_to(reader).active().filter(name__icontains=words).for_cards()[:BESIDE]
    )
    themes = Theme.objects.visible_to(reader).filter(Q(title__icontains=words) | Q(summary__icontains=words))
    found = Found(words, exact, people=people, themes=list(themes[:BESIDE]))
    if exact.items:
        return found
    guessed = _guess(visible, words)
    return replace(found, ideas=Page(guessed, None, is_first=True), is_guess=bool(guessed))


@transaction.atomic
def _guess(ideas: IdeaQuerySet, words: str) -> list[Idea]:
    """Titles that look alike. The usual 0.6 does not forgive two letters that changed places."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", [LIKENESS])
    return list(ideas.titled_like(words).for_cards()[:BESIDE])


def _marked(ideas: IdeaQuerySet, words: str) -> IdeaQuerySet:
    """Annotate the title and a snippet of the text with the words marked; only a page's rows pay for it."""
    query = SearchQuery(words, config=SEARCH_CONFIG, search_type="websearch")
    marks: dict[str, Any] = {
        "config": SEARCH_CONFIG,
        "start_sel": html.MARK_START,
        "stop_sel": html.MARK_STOP,
    }
    text = _without(
        _without(Concat("nugget", Value("\n"), "body", output_field=TextField()), _ADDRESSES), _MARKS
    )
    return ideas.for_cards().annotate(
        title_marked=SearchHeadline("title", query, highlight_all=True, **marks),
        snippet=SearchHeadline(
            text, query, max_words=36, min_words=18, max_fragments=2, fragment_delimiter=" … ", **marks
        ),
    )


def _without(text: "Concat | Func", pattern: str) -> Func:
    return Func(
        text, Value(pattern), Value(" "), Value("g"), function="regexp_replace", output_field=TextField()
    )
