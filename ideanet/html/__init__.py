"""Markdown in, safe HTML out: the only way from what people wrote to markup."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Final

from django.utils.safestring import SafeString, mark_safe

from ideanet.html import comparing, dialect, illustrations, sanitising
from ideanet.html.dialect import LONGEST, TooMuchError, to_html
from ideanet.html.listed import OWN_PICTURE
from ideanet.html.memory import Memory
from ideanet.html.pieces import piece
from ideanet.html.plain import Block, blocks, excerpt, to_text, word_count

__all__ = [
    "LONGEST",
    "LONGEST_COMPARED",
    "MARK_START",
    "MARK_STOP",
    "Block",
    "Compared",
    "TooMuchError",
    "blocks",
    "clean",
    "clean_illustrated",
    "compare",
    "excerpt",
    "highlight",
    "inline",
    "own_pictures",
    "pictures_at",
    "pictures_below",
    "piece",
    "render",
    "render_moved",
    "shown_pictures",
    "to_html",
    "to_text",
    "word_count",
]

# Private characters for ts_headline's StartSel and StopSel, which no text needs.
MARK_START: Final = "\ue000"
MARK_STOP: Final = "\ue001"
LONGEST_COMPARED: Final = 200_000  # characters of both texts

_remembered: Final = Memory()


def render(
    markdown: str, *, top: int = 2, pictures: bool = False, names: Mapping[str, str] | None = None
) -> SafeString:
    """Markdown as HTML that is safe to show: the boundary that all text passes.

    Args:
        top: the level of the text's highest heading, so that the page's own come first.
        pictures: show those that the site keeps itself; elsewhere (mails, feeds, other sites) they are
            their words.
        names: the addresses of people who are linked where the text has their name after an @.

    A text too long or too intricate to be read as Markdown is shown as it was written.
    """
    key = (markdown, top, pictures, tuple((names or {}).items()))
    return mark_safe(_remembered.recall(key, markdown, lambda: _render(markdown, top, pictures, names)))


def _render(markdown: str, top: int, pictures: bool, names: Mapping[str, str] | None) -> str:
    markdown = dialect.printable(markdown)
    try:
        html = dialect.to_site_html(markdown, names)
        html = sanitising.clean_with_bleach(html, top=top, pictures=pictures)
    except dialect.TooMuchError:
        html = f"<pre>{escape(markdown)}</pre>"
    gate = sanitising.clean_illustrated if pictures else sanitising.clean_with_nh3
    return gate(html)


def own_pictures(markdown: str) -> set[str]:
    """The keys of the pictures kept here that a text shows, or may show."""
    return set(OWN_PICTURE.findall(markdown))


def pictures_below(address: str, markdown: str) -> str:
    """The same Markdown with the pictures kept here fetched below another address, which ends in a slash."""
    return OWN_PICTURE.sub(rf"{address}pictures/\1/", markdown)


def pictures_at(addresses: Mapping[str, str], markdown: str) -> str:
    """The same Markdown with the pictures kept here at the addresses that their keys have; others stay."""
    return OWN_PICTURE.sub(lambda found: addresses.get(found[1], found[0]), markdown)


def shown_pictures(markdown: str) -> dict[str, str]:
    """The keys of the pictures kept here that a text shows, in order, each with the words that stand for it."""
    return illustrations.shown(render(markdown, pictures=True))


def render_moved(markdown: str, addresses: Mapping[str, str], *, top: int = 2) -> SafeString:
    """As `render`, for a text that leaves the site: with its pictures at the addresses that their keys have.

    A picture without an address is its words. The addresses are the caller's to answer for.
    """
    return mark_safe(illustrations.moved(render(markdown, top=top, pictures=True), addresses))


def inline(markdown: str) -> SafeString:
    """Markdown of one paragraph as HTML for the inside of one: no blocks, no line breaks."""
    return mark_safe(_remembered.recall(markdown, markdown, lambda: _inline(markdown)))


def _inline(markdown: str) -> str:
    markdown = dialect.printable(markdown)
    try:
        html = sanitising.clean_with_bleach(dialect.to_site_line(markdown), top=6)
    except dialect.TooMuchError:
        html = escape(markdown)
    return sanitising.clean_line(html)


def clean(html: str) -> SafeString:
    """HTML that came from elsewhere, such as a mail's, as the little of it that is safe to show."""
    return mark_safe(sanitising.clean_with_nh3(dialect.printable(html)))


def clean_illustrated(html: str) -> SafeString:
    """As `clean`, with the pictures that the site keeps itself."""
    return mark_safe(sanitising.clean_illustrated(dialect.printable(html)))


@dataclass(frozen=True)
class Compared:
    """Two texts made one: `is_marked` says that words came or went, `is_hidden` that something changed which
    cannot be seen, such as where a link leads."""

    html: SafeString
    is_marked: bool
    is_hidden: bool


def compare(
    before: str,
    after: str,
    *,
    says: tuple[str, str],
    top: int = 2,
    pictures: bool = False,
    is_line: bool = False,
) -> Compared:
    """Two Markdown texts as readers see them made one, with <ins> and <del> around words that came and went.

    Args:
        says: what a screen reader hears before what came, and before what went.
        top, pictures: as in `render`.
        is_line: both are one paragraph, as in `inline`.

    Raises:
        TooMuchError: the texts are too long, or too different, for a page to wait for it.
    """
    if len(before) + len(after) > LONGEST_COMPARED:
        raise TooMuchError
    old, new = (
        inline(text) if is_line else render(text, top=top, pictures=pictures) for text in (before, after)
    )
    writer = comparing.Writer({comparing.ADDED: says[0], comparing.REMOVED: says[1]})
    comparison = comparing.Comparison(writer, comparing.Work())
    markup = sanitising.clean_compared(comparison.write(old, new))
    return Compared(mark_safe(markup), writer.is_marked, comparison.is_hidden)


def highlight(snippet: str) -> SafeString:
    """Plain text as HTML, with <mark> around what stands between MARK_START and MARK_STOP."""
    html = escape(dialect.printable(snippet))
    html = html.replace(MARK_START, "<mark>").replace(MARK_STOP, "</mark>")
    return mark_safe(sanitising.clean_marks(html))
