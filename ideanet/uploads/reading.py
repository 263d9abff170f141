"""The words in a file that was kept here, and whether it may say more than its words."""

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from html import unescape
from io import BytesIO
from typing import Any, Final

import pikepdf
import pypdfium2 as pdfium

from ideanet.uploads import office
from ideanet.uploads.kinds import OFFICE, PDF, TEXTS
from ideanet.uploads.refusals import RefusedFileError

# A book is for people to look through.
MOST_PAGES: Final = 300

_OFFICE: Final = {kind.content_type for kind in OFFICE}
_TEXT: Final = {kind.content_type for kind in TEXTS}
_TAG: Final = re.compile(r"<[^>]*>")
# Where a new line, cell or paragraph begins. At every other tag a word goes on: it may be cut by them anywhere.
_BREAK: Final = re.compile(r"</(?:\w+:)?(?:p|si|c|row|comment|pt)>|<w:(?:br|tab)\b[^>]*>|<a:br\b[^>]*>")
# What a PDF says where its font does not tell which letters its signs are.
_RIDDLE: Final = re.compile(r"[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]")
_MOST_RIDDLES: Final = 0.02


@dataclass(frozen=True)
class Words:
    """`is_all` is false where a picture, or something that cannot be read here, may say more."""

    parts: tuple[str, ...]
    is_all: bool


def words_of(data: bytes, content_type: str) -> Words:
    """All that can be read in the file: its text, and its links, remarks and fields."""
    if content_type in _TEXT:
        return Words((data.decode(errors="replace"),), is_all=True)
    if content_type in _OFFICE:
        return _of_document(data)
    if content_type == PDF.content_type:
        return _of_pdf(data)
    return Words((), is_all=False)


def _of_document(data: bytes) -> Words:
    try:
        parts = office.check(data)
    except RefusedFileError:
        return Words((), is_all=False)
    written = {name: content for name, content in parts.items() if name.lower().endswith((".xml", ".rels"))}
    # In UTF-16 it would be read as something else; fonts, pictures and settings of printers are no words.
    pictures = [name for name, content in parts.items() if content and name not in written]
    is_all = not pictures and not any(b"\x00" in content for content in written.values())
    return Words(
        tuple(_without_tags(content.decode(errors="replace")) for content in written.values()), is_all
    )


def _without_tags(text: str) -> str:
    """The words as they are read, and then all that stands in tags: where links lead, what pictures are called."""
    return unescape(f"{_TAG.sub('', _BREAK.sub(' ', text))} {text}")


def _of_pdf(data: bytes) -> Words:
    try:
        shown, is_all = _shown(data)
        with pikepdf.open(BytesIO(data)) as document:
            hidden = tuple(_strings(document))
            has_pictures = any(_is_picture(thing) for thing in document.objects)
    except (pdfium.PdfiumError, pikepdf.PdfError, ValueError, TypeError, RecursionError):
        return Words((), is_all=False)
    return Words((*shown, *hidden), is_all and not has_pictures)


def _shown(data: bytes) -> tuple[tuple[str, ...], bool]:
    """What each page says, and whether each says something that can be read."""
    with closing(pdfium.PdfDocument(data)) as document:
        if len(document) > MOST_PAGES:
            return (), False
        pages = tuple(_on_page(document, number) for number in range(len(document)))
    return pages, all(page.strip() and _is_plain(page) for page in pages)


def _on_page(document: Any, number: int) -> str:
    with closing(document[number]) as page, closing(page.get_textpage()) as text:
        return str(text.get_text_bounded())


def _is_plain(page: str) -> bool:
    return len(_RIDDLE.findall(page)) <= _MOST_RIDDLES * len(page)


def _strings(document: pikepdf.Pdf) -> Iterator[str]:
    """Remarks, names of fields and what is in them, links, titles of chapters."""
    for thing in document.objects:
        yield from _strings_in(thing)


def _strings_in(thing: Any) -> Iterator[str]:
    """Of one object; what it points to is another, and has its own turn."""
    if isinstance(thing, pikepdf.String):
        yield str(thing)
        return
    inside: list[Any] = []
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        inside = [thing[key] for key in thing.keys()]  # noqa: SIM118  # a stream is no mapping
    elif isinstance(thing, pikepdf.Array):
        inside = list(thing)
    for part in inside:
        if not getattr(part, "is_indirect", False):
            yield from _strings_in(part)


def _is_picture(thing: Any) -> bool:
    return isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image"
