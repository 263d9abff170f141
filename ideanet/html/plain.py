"""Markdown as plain text: for mails, search, snippets and counting."""

import re
from dataclasses import dataclass
from html import unescape

from ideanet.html import dialect, sanitising

_ENDS_LINE = re.compile(r"<br ?/?>(?!\n)|</(?:p|h[1-6]|pre|ul|ol|blockquote|table|div)>")
_NEXT_CELL = re.compile(r"</t[dh]>\n(?=<t[dh])")
_ITEM = re.compile(r"<li>\n?(?:<p>)?")
_PICTURE = re.compile(r'<img [^>]*?alt="([^"]*)"[^>]*>')
_CODE = re.compile(r"(?<!<pre>)<code>|</code>(?!</pre>)")
_WORD = re.compile(r"[^\W_](?:[^\W_]|['’-])*")
_GAP = re.compile(r"\n{3,}")


@dataclass(frozen=True)
class Block:
    """One block of a text, from the outermost level.

    `kind` is the parser's word for it: heading, paragraph, bullet_list, fence, table, …;
    `lines` says which lines of the source it came from, as in `lines[start:end]`.
    """

    kind: str
    level: int  # of a heading; 0 for everything else
    text: str
    lines: tuple[int, int]
    marked: str  # the text with code between back quotes


def to_text(markdown: str) -> str:
    """What a reader would read, a blank line between blocks; code as it was written."""
    try:
        return _read(dialect.to_site_html(dialect.printable(markdown)))
    except dialect.TooMuchError:
        return markdown


def blocks(markdown: str) -> list[Block]:
    """The outermost blocks in order; none if the text is too intricate to be read."""
    try:
        parts = dialect.to_parts(dialect.printable(markdown))
    except dialect.TooMuchError:
        return []
    return [
        Block(
            kind=token.type.removesuffix("_open"),
            level=int(token.tag[1]) if token.type == "heading_open" else 0,
            text=_read(html),
            lines=(token.map[0], token.map[1]) if token.map else (0, 0),
            marked=_read(_CODE.sub("`", html)),
        )
        for token, html in parts
    ]


def excerpt(markdown: str, words: int = 40) -> str:
    """The first so many words of its paragraphs, on one line; `…` says there is more."""
    paragraphs = [block.text for block in blocks(markdown) if block.kind == "paragraph"]
    found = (" ".join(paragraphs) or to_text(markdown)).split()
    return " ".join(found[:words]) + ("…" if len(found) > words else "")


def word_count(markdown: str) -> int:
    """How many words a reader has to read, as `words.js` counts them while one types."""
    return len(_WORD.findall(to_text(markdown)))


def _read(html: str) -> str:
    html = _NEXT_CELL.sub(" | ", _ITEM.sub("- ", _PICTURE.sub(r"\1", html)))
    text = unescape(sanitising.without_tags(_ENDS_LINE.sub(r"\g<0>\n", html)))
    return _GAP.sub("\n\n", text).strip()
