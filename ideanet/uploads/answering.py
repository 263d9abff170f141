"""How a file that somebody brought leaves the site: by its own kind alone, and never as a page."""

from typing import IO, Any

from django.http import FileResponse

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
