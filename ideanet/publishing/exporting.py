"""A piece as Markdown, as a web page of its own, and as the content of a post."""

import base64
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import yaml
from django.template.loader import render_to_string
from django.utils.translation import get_language

from ideanet import html
from ideanet.publishing.composing import Piece, Source
from ideanet.publishing.defusing import defused

# What Markdown may read as more than itself inside a line, and at the beginning of one.
_INSIDE: Final = re.compile(r"([\\`*_{}\[\]<>|~&$^])")
_AT_START: Final = re.compile(r"^(#|[-+=:]|\d{1,9}(?=[.)]))")
_BRACKETS: Final = str.maketrans({"<": "%3C", ">": "%3E", "\\": "%5C"})
_STYLES: Final = Path(__file__).with_name("piece.css")
FOLDER: Final = "images"


def to_markdown(piece: Piece) -> str:
    """YAML front matter, then the piece; what people typed as plain text is escaped.

    Pictures are looked for in a folder beside the file, under their own names.
    """
    return f"---\n{_front_matter(piece)}---\n\n" + "\n\n".join(_parts(piece)) + "\n"


def _front_matter(piece: Piece) -> str:
    data = {
        "title": piece.title,
        "standfirst": piece.standfirst,
        "byline": [str(byline) for byline in piece.bylines],
        "citations": [f"{source.text} {source.url}".strip() for source in piece.sources],
        "draft": True,
    }
    return str(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000))


def _parts(piece: Piece) -> list[str]:
    beside = {picture.key: f"{FOLDER}/{picture.file_name}" for picture in piece.pictures}
    parts = [f"**{plain(piece.standfirst)}**", plain(piece.byline), defused(piece.body, beside)]
    parts += [
        f"> {plain(quote.text)}\n>\n> — {plain(quote.name)}, {plain(quote.organisation)}"
        for quote in piece.quotes
    ]
    if piece.sources:
        parts.append("\n".join(_source(place, source) for place, source in enumerate(piece.sources, 1)))
    if piece.disclaimer:
        parts.append(f"*{plain(piece.disclaimer)}*")
    return [part for part in parts if part]


def plain(text: str) -> str:
    """Plain text that Markdown reads as nothing else, on one line."""
    line = _INSIDE.sub(r"\\\1", " ".join(text.split()))
    return _AT_START.sub(lambda start: _escape(start[1]), line)


def _escape(start: str) -> str:
    """A digit cannot be escaped, so the list's mark after it is."""
    return f"{start}\\" if start.isdigit() else f"\\{start}"


def _source(place: int, source: Source) -> str:
    address = f" <{source.url.translate(_BRACKETS)}>" if source.url else ""
    return f"{place}. {plain(source.text)}{address}"


def to_page(piece: Piece, *, addresses: Mapping[str, str] | None = None) -> str:
    """A whole HTML page that needs nothing beside it: its pictures are in it, or at the addresses given."""
    if addresses is None:
        addresses = {picture.key: picture.as_data() for picture in piece.pictures}
    styles = base64.b64encode(_STYLES.read_bytes()).decode("ascii")
    context = {
        "piece": piece,
        "body": html.render_moved(piece.body, addresses),
        "stylesheet": f"data:text/css;base64,{styles}",
        "language": get_language(),
    }
    return render_to_string("publishing/export/page.html", context)


def to_post(piece: Piece, *, mark: str = "", addresses: Mapping[str, str] | None = None) -> str:
    """What goes between the title and the end of a post; `mark` is a comment nobody reads.

    Pictures without an address are their words.
    """
    context = {"piece": piece, "body": html.render_moved(piece.body, addresses or {}), "mark": mark}
    return render_to_string("publishing/export/post.html", context)
