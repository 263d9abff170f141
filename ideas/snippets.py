"""Snippets: the words that were searched for, marked in the plain text around them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchHeadline, SearchQuery
from django.db import connection
from django.db.models import Func, TextField
from django.db.models.functions import Left, Right

from ideanet import html
from ideanet.paging import Page, PreparedPages
from ideanet.people.models import Person
from ideas import mentions
from ideas.models import Comment
from ideas.names import name_of
from ideas.querysets.ideas import SEARCH_CONFIG

# Beyond so many characters of a text a hit is counted and not shown.
LONGEST: Final = 60_000
MARKS: Final[dict[str, Any]] = {
    "config": SEARCH_CONFIG,
    "start_sel": html.MARK_START,
    "stop_sel": html.MARK_STOP,
}
SIZE: Final[dict[str, Any]] = {
    "max_words": 36,
    "min_words": 18,
    # A snippet does not begin behind the first "The".
    "short_word": 0,
    "max_fragments": 2,
    "fragment_delimiter": " … ",
}
# Whether a snippet begins, or ends, where its text does is told by so many words there.
_KNOWN_BY: Final = 4
# So much of a text's beginning and end holds that many, unless they are longer than words are.
EDGE: Final = 160
_WORD = re.compile(r"\w+")
_OPTIONS = (
    f"StartSel={html.MARK_START}, StopSel={html.MARK_STOP}, MaxWords={SIZE['max_words']},"
    f" MinWords={SIZE['min_words']}, ShortWord={SIZE['short_word']},"
    f' MaxFragments={SIZE["max_fragments"]}, FragmentDelimiter=" … "'
)
_CUT = """
    SELECT ts_headline(%s::regconfig, text, websearch_to_tsquery(%s::regconfig, %s), %s)
    FROM unnest(%s::text[]) WITH ORDINALITY AS given (text, place) ORDER BY place
"""


_SAYING: PreparedPages[Comment] = PreparedPages(
    lambda reader, words: Comment.objects.visible_to(reader).standing().saying(words).for_hits()
)


@dataclass(frozen=True)
class Said:
    """A comment that says the words; `name` is its author's as far as the reader may know it."""

    comment: Comment
    name: str
    snippet: str


@dataclass(frozen=True)
class SaidPage:
    """A page of comments, and how each is shown."""

    page: Page[Comment]
    items_said: list[Said] = field(default_factory=list)


def said(words: str, reader: Person, *, after: str = "", size: int = 30) -> SaidPage:
    """Comments that say the words and that the reader may read, newest first. Two queries at most."""
    found = _SAYING.page(reader, words, order=("-pk",), after=after, size=size)
    texts = [mentions.said_by(comment, reader).text for comment in found]
    plain = [html.to_text(text) for text in texts]
    cut = [
        framed(snippet, text, text)
        for snippet, text in zip(_cut([text[:LONGEST] for text in plain], words), plain, strict=True)
    ]
    return SaidPage(
        found,
        [
            Said(comment, name_of(comment.author, reader), snippet)
            for comment, snippet in zip(found, cut, strict=True)
        ],
    )


def cut_from(column: str, query: SearchQuery) -> Func:
    """A snippet of the text in a column, and how that begins and ends, for `framed`.

    One expression, and as dear as its dearest part: the rest alone would be taken from the text of each row that
    is found, before a page of them is chosen.
    """
    snippet = SearchHeadline(Left(column, LONGEST), query, **MARKS, **SIZE)
    parts = snippet, Left(column, EDGE), Right(column, EDGE)
    return Func(*parts, template="ARRAY[%(expressions)s]", output_field=ArrayField(TextField()))


def framed(snippet: str, opening: str, closing: str) -> str:
    """The snippet with `…` where the text goes on: `opening` and `closing` are how the text begins and ends.

    Words are compared, as punctuation at its end is never in a snippet.
    """
    words = _WORD.findall(snippet.replace(html.MARK_START, "").replace(html.MARK_STOP, ""))
    first, last = words[:_KNOWN_BY], words[-_KNOWN_BY:]
    begins = _WORD.findall(opening[:EDGE])[: len(first)] == first
    ends = _WORD.findall(closing[-EDGE:])[-len(last) :] == last
    return f"{'' if begins or not words else '… '}{snippet}{'' if ends or not words else ' …'}"


def _cut(texts: Sequence[str], words: str) -> list[str]:
    if not texts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_CUT, [SEARCH_CONFIG, SEARCH_CONFIG, words, _OPTIONS, list(texts)])
        return [snippet for (snippet,) in cursor.fetchall()]
