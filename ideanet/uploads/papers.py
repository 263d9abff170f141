"""PDF files without what they say of their makers, and without what runs when they are opened."""

import io

import pikepdf
from django.utils.translation import gettext as _

from ideanet.uploads.refusals import RefusedFileError

# On the document: its properties, scripts, what happens by itself, and files inside the file.
_OF_DOCUMENT = ("/Metadata", "/OpenAction", "/AA", "/PieceInfo")
_OF_NAMES = ("/JavaScript", "/EmbeddedFiles")
_OF_PAGE = ("/Metadata", "/PieceInfo", "/AA")


def strip(data: bytes) -> bytes:
    """The same pages without properties, scripts, attached files, and names on remarks.

    Raises RefusedFileError where it is damaged or asks for a password.
    """
    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            _clean(document)
            made = io.BytesIO()
            document.save(made, deterministic_id=True)
    except pikepdf.PasswordError as error:
        raise RefusedFileError(_("This PDF is locked with a password. Bring it without one.")) from error
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise RefusedFileError(_("This PDF is damaged and cannot be read.")) from error
    return made.getvalue()


def _clean(document: pikepdf.Pdf) -> None:
    root = document.Root
    _drop(root, _OF_DOCUMENT)
    if "/Names" in root:
        _drop(root.Names, _OF_NAMES)
    if "/Info" in document.trailer:
        del document.trailer["/Info"]
    for page in document.pages:
        _drop(page.obj, _OF_PAGE)
        for remark in page.obj.get("/Annots", []):
            # Who wrote it; on a form's field, the same key is the field's name.
            _drop(remark, () if remark.get("/Subtype") == "/Widget" else ("/T",))
            _drop(remark, ("/AA",))


def _drop(thing: pikepdf.Object, keys: tuple[str, ...]) -> None:
    for key in keys:
        if key in thing:
            del thing[key]
