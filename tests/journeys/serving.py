"""How the site is served to the browsers of journeys: as quickly as by the server that it has in earnest."""

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.servers.basehttp import WSGIRequestHandler
from django.http import HttpRequest
from django.http.response import HttpResponseBase

_serve = StaticFilesHandler.serve


def install() -> None:
    """For every live server of this process."""
    # An answer leaves as it is written: else the system holds its end back for 40 ms, until the browser has
    # acknowledged its beginning, and a page comes with sixty.
    WSGIRequestHandler.disable_nagle_algorithm = True
    StaticFilesHandler.serve = _serve_to_keep  # type: ignore[assignment,method-assign]


def _serve_to_keep(handler: StaticFilesHandler, request: HttpRequest) -> HttpResponseBase:
    """A browser guesses by its age how long it may keep a file: none of a checkout that is new."""
    response = _serve(handler, request)
    response["Cache-Control"] = "max-age=3600, immutable"
    return response
