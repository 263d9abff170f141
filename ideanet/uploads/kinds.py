"""Which files are taken, and how each is told by its content: never by its name or what the browser says."""

from dataclasses import dataclass
from typing import Final

import puremagic

LARGEST: Final = 20 * 1024 * 1024  # bytes


@dataclass(frozen=True)
class FileKind:
    """`suffix` and `content_type` are what the site gives the file, whatever it was called."""

    suffix: str
    content_type: str
    label: str


PNG: Final = FileKind(".png", "image/png", "PNG")
JPEG: Final = FileKind(".jpg", "image/jpeg", "JPEG")
WEBP: Final = FileKind(".webp", "image/webp", "WebP")
GIF: Final = FileKind(".gif", "image/gif", "GIF")
PDF: Final = FileKind(".pdf", "application/pdf", "PDF")
_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
WORD: Final = FileKind(".docx", f"{_OFFICE}.wordprocessingml.document", "Word")
EXCEL: Final = FileKind(".xlsx", f"{_OFFICE}.spreadsheetml.sheet", "Excel")
POWERPOINT: Final = FileKind(".pptx", f"{_OFFICE}.presentationml.presentation", "PowerPoint")
TEXT: Final = FileKind(".txt", "text/plain", "text")
MARKDOWN: Final = FileKind(".md", "text/markdown", "Markdown")
CSV: Final = FileKind(".csv", "text/csv", "CSV")

PICTURES: Final = frozenset({PNG, JPEG, WEBP, GIF})
OFFICE: Final = frozenset({WORD, EXCEL, POWERPOINT})
TEXTS: Final = frozenset({TEXT, MARKDOWN, CSV})
DOCUMENTS: Final = PICTURES | OFFICE | TEXTS | {PDF}

_BY_SUFFIX: Final = {kind.suffix: kind for kind in DOCUMENTS} | {".jpeg": JPEG, ".jfif": JPEG}


def tell(data: bytes, suffix: str) -> FileKind | None:
    """The kind of this content; text has no mark of its own, so its name says which text it is."""
    try:
        found = _BY_SUFFIX.get(puremagic.from_string(data))
    except puremagic.PureError:
        found = None
    if found in PICTURES or found == PDF:
        return found
    if data.startswith(b"PK\x03\x04"):
        from ideanet.uploads import office  # which asks for the kinds here

        return office.tell(data)
    named = _BY_SUFFIX.get(suffix.lower())
    return named if named in TEXTS and _is_text(data) else None


def _is_text(data: bytes) -> bool:
    try:
        return "\x00" not in data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
