"""Files that people bring: told by what they contain, held to a size, stripped of what is personal."""

from ideanet.uploads.answering import answer, answer_picture
from ideanet.uploads.examining import Examined, examine
from ideanet.uploads.fields import UploadField
from ideanet.uploads.kinds import DOCUMENTS, LARGEST, PICTURES, FileKind
from ideanet.uploads.pictures import Picture, redraw, thumbnail
from ideanet.uploads.refusals import RefusedFileError

__all__ = [
    "DOCUMENTS",
    "LARGEST",
    "PICTURES",
    "Examined",
    "FileKind",
    "Picture",
    "RefusedFileError",
    "UploadField",
    "answer",
    "answer_picture",
    "examine",
    "redraw",
    "thumbnail",
]
