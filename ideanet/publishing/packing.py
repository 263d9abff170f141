"""A piece as a file for somebody's hands: a page, a Markdown file, or that and its pictures in an archive."""

from dataclasses import dataclass
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.utils.text import slugify

from ideanet.publishing import exporting
from ideanet.publishing.composing import Piece
from ideanet.publishing.stages import ChannelKind

_TYPES: Final = {ChannelKind.MARKDOWN: "text/markdown", ChannelKind.HTML: "text/html"}
_SUFFIXES: Final = {ChannelKind.MARKDOWN: "md", ChannelKind.HTML: "html"}
# The same piece makes the same archive, to the byte.
_SOME_DAY: Final = (2026, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class File:
    """A safe name, a media type and what is in it; `record` is the text of it, with no picture inside."""

    name: str
    media_type: str
    content: str | bytes
    record: str

    @property
    def content_type(self) -> str:
        return f"{self.media_type}; charset=utf-8" if isinstance(self.content, str) else self.media_type


def pack(piece: Piece, kind: ChannelKind) -> File:
    """A page holds its pictures; Markdown, which cannot, comes with them in an archive."""
    name, media_type = file_name(piece, kind), _TYPES[kind]
    if kind is ChannelKind.HTML:
        kept = {picture.key: picture.picture.get_absolute_url() for picture in piece.pictures}
        return File(name, media_type, exporting.to_page(piece), exporting.to_page(piece, addresses=kept))
    text = exporting.to_markdown(piece)
    if not piece.pictures:
        return File(name, media_type, text, text)
    return File(f"{name.removesuffix('.md')}.zip", "application/zip", _archive(piece, name, text), text)


def file_name(piece: Piece, kind: ChannelKind) -> str:
    """Safe on every system: lower-case letters, digits and hyphens, and never a device's name."""
    return f"draft-{slugify(piece.title)[:60].strip('-_') or 'untitled'}.{_SUFFIXES[kind]}"


def _archive(piece: Piece, name: str, text: str) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        archive.writestr(ZipInfo(name, _SOME_DAY), text, ZIP_DEFLATED)
        for picture in piece.pictures:
            entry = ZipInfo(f"{exporting.FOLDER}/{picture.file_name}", _SOME_DAY)
            # Pictures are as small as they get.
            archive.writestr(entry, picture.read(), ZIP_STORED)
    return made.getvalue()
