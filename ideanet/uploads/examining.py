"""The one way in for a file: size, content, then the same file without what is personal."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from django.core.files import File
from django.template.defaultfilters import filesizeformat
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from ideanet.uploads import office, papers, pictures
from ideanet.uploads.kinds import DOCUMENTS, LARGEST, OFFICE, PDF, PICTURES, FileKind, tell
from ideanet.uploads.refusals import RefusedFileError

_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]+')


@dataclass(frozen=True)
class Examined:
    """A file as it may be kept: `data` is stripped; `name` is fit for a download; `picture` if it is one."""

    name: str
    kind: FileKind
    data: bytes
    picture: pictures.Picture | None = None

    @property
    def size(self) -> int:
        return len(self.data)


def examine(
    upload: "File[Any]", *, kinds: Collection[FileKind] = DOCUMENTS, largest: int = LARGEST
) -> Examined:
    """Look at a file that somebody brought; nothing is kept yet.

    Args:
        kinds: those that are taken here.
        largest: in bytes.

    Raises:
        RefusedFileError: it is too large, empty, of another kind, damaged, or dangerous to open.
    """
    if upload.size > largest:
        raise RefusedFileError(
            _("The file is larger than %(size)s, which is the most that is taken.")
            % {"size": filesizeformat(largest)}
        )
    data = upload.read(largest + 1)
    if not data:
        raise RefusedFileError(_("The file is empty."))
    given = PurePosixPath((upload.name or "").replace("\\", "/"))
    kind = tell(data, given.suffix)
    if kind is None or kind not in kinds:
        raise RefusedFileError(
            _("This is not a file that is taken here. Bring %(kinds)s.") % {"kinds": _in_words(kinds)}
        )
    picture = pictures.redraw(data) if kind in PICTURES else None
    if picture:
        kind, data = picture.kind, picture.data
    elif kind in OFFICE:
        data = office.strip(data)
    elif kind == PDF:
        data = papers.strip(data)
    return Examined(f"{safe_stem(given.stem)}{kind.suffix}", kind, data, picture)


def safe_stem(stem: str) -> str:
    """A file's name without its ending, as any computer can keep it."""
    words = _UNSAFE.sub(" ", unicodedata.normalize("NFC", stem))
    return " ".join(words.split()).strip(" .")[:80] or _("file")


def _in_words(kinds: Collection[FileKind]) -> str:
    return get_text_list(sorted({kind.label for kind in kinds}, key=str.lower), _("or"))
