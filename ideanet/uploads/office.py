"""Office documents: which they are, whether they are safe to open, and the same without names of people."""

import io
import re
import zipfile
import zlib
from typing import Final

from django.utils.translation import gettext as _

from ideanet.uploads import pictures
from ideanet.uploads.kinds import EXCEL, POWERPOINT, WORD, FileKind
from ideanet.uploads.refusals import RefusedFileError

MOST_PARTS: Final = 5_000
HEAVIEST: Final = 200 * 1024 * 1024  # bytes once unpacked

_MAIN: Final = {"word/document.xml": WORD, "xl/workbook.xml": EXCEL, "ppt/presentation.xml": POWERPOINT}
_PERSONAL: Final = frozenset({"docprops/core.xml", "docprops/app.xml", "docprops/custom.xml"})
_EMPTY: Final = {
    "docprops/core.xml": (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties '
        b'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
    ),
    "docprops/app.xml": (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties '
        b'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
    ),
    "docprops/custom.xml": (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties '
        b'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>'
    ),
}
# Who tracked a change, wrote a remark or took part in a talk about one, by the part of the document.
_NAMES: Final = {
    re.compile(r"word/.*\.xml"): re.compile(rb'(\s(?:w:author|w:initials|w15:author|w15:userId)=)"[^"]*"'),
    re.compile(r"ppt/(comment)?authors\.xml|xl/persons/.*\.xml"): re.compile(
        rb'(\s(?:name|initials|userId|displayName)=)"[^"]*"'
    ),
}
_EXCEL_AUTHORS: Final = re.compile(rb"<author>[^<]*</author>")
_PICTURE: Final = re.compile(r"(word|xl|ppt)/media/.*\.(jpe?g|png)")
# A small picture of the first page, names and all.
_PREVIEW: Final = re.compile(r"docprops/thumbnail\..*")
_MACROS: Final = re.compile(r"(word|xl|ppt)/(vbaproject\.bin|macrosheets/.*|activex/.*)")
_DTD: Final = re.compile(rb"<!DOCTYPE|<!ENTITY|<\x00!\x00[DE]|\x00<\x00!\x00[DE]", re.IGNORECASE)

# RuntimeError, besides, is what a part locked with a password raises.
_DAMAGE: Final = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError)


def tell(data: bytes) -> FileKind | None:
    """Which of the three it is; none for any other archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {name.lower() for name in archive.namelist()}
    except _DAMAGE:
        return None
    if "[content_types].xml" not in names:
        return None
    return next((kind for name, kind in _MAIN.items() if name in names), None)


def check(data: bytes) -> dict[str, bytes]:
    """The parts of a document by name, after a look at what they would cost and whether they are plain.

    Raises:
        RefusedFileError: it unpacks to too much, is damaged or locked, brings macros, or XML with
            entities of its own.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_cost(archive.infolist())
            # What a part says of its size is all that is ever unpacked of it.
            parts = {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}
    except (*_DAMAGE, RuntimeError) as error:
        raise RefusedFileError(_("This document is damaged or locked with a password.")) from error
    for name, content in parts.items():
        if _MACROS.fullmatch(name.lower()):
            raise RefusedFileError(_("This document contains macros. Save it without them and try again."))
        if name.lower().endswith((".xml", ".rels")) and _DTD.search(content):
            raise RefusedFileError(
                _("This document contains instructions that no word processor writes, so it is not opened.")
            )
    return parts


def strip(data: bytes) -> bytes:
    """The same document without its properties, the names of who changed it, and what its photographs tell.

    Raises RefusedFileError as `check` does.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in check(data).items():
            # One date for all: when each part was written is nobody's business.
            archive.writestr(
                zipfile.ZipInfo(name), _without_names(name.lower(), content), zipfile.ZIP_DEFLATED
            )
    return made.getvalue()


def _check_cost(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > HEAVIEST:
        raise RefusedFileError(
            _("This document unpacks to far more than a document needs, so it is not opened.")
        )


def _without_names(name: str, content: bytes) -> bytes:
    if name in _EMPTY:
        return _EMPTY[name]
    if _PREVIEW.fullmatch(name):
        return b""
    if _PICTURE.fullmatch(name):
        return pictures.without_remarks(content)
    for parts, names in _NAMES.items():
        if parts.fullmatch(name):
            return names.sub(rb'\1""', content)
    return _EXCEL_AUTHORS.sub(b"<author></author>", content) if name.startswith("xl/comments") else content
