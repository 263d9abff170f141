"""How a file that somebody brought leaves the site: by its own kind alone, and never as a page."""

from pathlib import Path
from typing import IO, Any

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from ideanet.uploads.kinds import PICTURES

_SHOWN = {kind.content_type for kind in PICTURES}


def answer(file: IO[bytes], *, name: str, content_type: str, as_attachment: bool = True) -> FileResponse:
    """A download, or a picture for a page. The caller has asked whether its reader may have it.

    Only pictures, which were made anew here, are ever shown in place; nothing in the file can run,
    load or be framed, and nobody but this reader's browser keeps a copy.
    """
    shown = not as_attachment and content_type in _SHOWN
    response = FileResponse(file, as_attachment=not shown, filename=name, content_type=content_type)
    headers: dict[str, Any] = {
        "Cache-Control": "private, no-cache",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
    }
    for header, value in headers.items():
        response[header] = value
    return response


def answer_picture(request: HttpRequest, file: FieldFile, *, content_type: str) -> HttpResponseBase:
    """A picture in a text; its reader's browser keeps it, and asks each time whether it still may show it.

    The file is named by a key of its own and never written again, so its name stands for what is in it.
    """
    path = Path(file.path)
    etag = f'"{path.stem}"'
    if (unchanged := get_conditional_response(request, etag=etag)) is not None:
        return unchanged
    response = answer(file.open("rb"), name=path.name, content_type=content_type, as_attachment=False)
    response["ETag"] = etag
    return response
