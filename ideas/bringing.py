"""Reads a file that somebody wrote elsewhere, Word or Markdown, as the texts of an idea."""

import io
import re
from collections.abc import Callable
from typing import Any
from xml.parsers.expat import ExpatError

import mammoth
from django.utils.translation import gettext as _
from markdownify import MarkdownConverter

from ideanet import html
from ideanet.uploads import Examined, RefusedFileError
from ideanet.uploads.kinds import WORD
from ideas import documents
from ideas.documents import Document, NotADocumentError

MOST_PICTURES = 40

# Word's own styles for what Markdown has a mark for; all others become paragraphs.
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Code'] => pre:separator('\\n')
"""
_GAPS = re.compile(r"\n{3,}")

# What keeps a picture of the document and gives the Markdown address it has from then on; "" leaves it out.
Keeper = Callable[[bytes], str]


def read(found: Examined, keep_picture: Keeper) -> Document:
    """The title, nugget and body of an examined file.

    Raises:
        RefusedFileError: it cannot be read, has no text, or is longer than a body may be.
    """
    text = _from_word(found.data, keep_picture) if found.kind == WORD else _decoded(found.data)
    name = found.name.rpartition(".")[0]
    try:
        return documents.read(text.encode(), name)
    except NotADocumentError as error:
        raise RefusedFileError(_("This file %(why)s.") % {"why": error}) from error


def beside(document: Document, title: str, nugget: str) -> str:
    """Its body for a form in which `title` and `nugget` were typed, "" for none: what they are in place of
    stands above it, so that no word of the document is lost."""
    parts = [document.body]
    if nugget and not _says(nugget, document.nugget) and not _says(document.body, document.nugget):
        parts.insert(0, document.nugget)
    if title and document.is_named and not _says(title, document.title):
        parts.insert(0, f"# {document.title}")
    return "\n\n".join(parts)


def _says(text: str, words: str) -> bool:
    return " ".join(words.split()).casefold() in " ".join(text.split()).casefold()


def _from_word(data: bytes, keep_picture: Keeper) -> str:
    kept = 0

    def image(picture: Any) -> dict[str, str]:
        nonlocal kept
        kept += 1
        if kept > MOST_PICTURES:
            return {"src": ""}
        with picture.open() as stream:
            return {"src": keep_picture(stream.read())}

    try:
        made = mammoth.convert_to_html(
            io.BytesIO(data), style_map=_STYLES, convert_image=mammoth.images.img_element(image)
        ).value
    except (KeyError, ValueError, AttributeError, IndexError, OSError, RecursionError, ExpatError) as error:
        raise RefusedFileError(_("This Word document is damaged and cannot be read.")) from error
    return to_markdown(made)


def _in_cell(text: str) -> str:
    return text.replace("|", r"\|")


class _Converter(MarkdownConverter):
    """A bar in a cell is a letter; unmarked, it would begin another cell."""

    def convert_td(self, el: Any, text: str, parent_tags: Any) -> str:
        return str(super().convert_td(el, _in_cell(text), parent_tags))  # type: ignore[misc]  # not in the stubs

    def convert_th(self, el: Any, text: str, parent_tags: Any) -> str:
        return str(super().convert_th(el, _in_cell(text), parent_tags))  # type: ignore[misc]  # not in the stubs


def to_markdown(made: str) -> str:
    """HTML as this site's Markdown: headings with #, lists with -, a table's first row as its head."""
    converter = _Converter(
        heading_style="ATX",
        bullets="-",
        strong_em_symbol="*",
        table_infer_header=True,
        strip=["sup", "sub"],
    )
    text = converter.convert(html.clean_illustrated(made))
    return _GAPS.sub("\n\n", "\n".join(line.rstrip() for line in text.splitlines())).strip() + "\n"


def _decoded(data: bytes) -> str:
    return data.decode("utf-8-sig")
