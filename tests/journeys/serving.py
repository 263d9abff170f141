"""How the site is served to the browsers of journeys: as quickly as by the server that it has in earnest."""

import re
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import WSGIRequestHandler
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.templatetags.static import static

_serve = StaticFilesHandler.serve
_respond = WSGIHandler.get_response
STYLES = "partials/stylesheets.html"
# What they lie beside each other in, as addresses inside of them are relative.
TOGETHER = "css/together.css"
# Each of them but that for paper, which has more to say.
STYLE = re.compile(r'<link rel="stylesheet" href="([^"]+)">\n')


def install() -> None:
    """For every live server of this process."""
    # An answer leaves as it is written: else the system holds its end back for 40 ms, until the browser has
    # acknowledged its beginning, and a page comes with many.
    WSGIRequestHandler.disable_nagle_algorithm = True
    StaticFilesHandler.serve = _serve_to_keep  # type: ignore[assignment,method-assign]
    WSGIHandler.get_response = _respond_with_one_style  # type: ignore[assignment,method-assign]


def _serve_to_keep(handler: StaticFilesHandler, request: HttpRequest) -> HttpResponseBase:
    """A browser guesses by its age how long it may keep a file: none of a checkout that is new."""
    is_together = request.path == static(TOGETHER)
    response = HttpResponse(_together(), "text/css") if is_together else _serve(handler, request)
    response["Cache-Control"] = "max-age=3600, immutable"
    return response


def _respond_with_one_style(handler: WSGIHandler, request: HttpRequest) -> HttpResponseBase:
    """A page with its forty styles in one file, in their order: that a browser asks for each of them on every page
    takes a seventh of a journey's time."""
    response = _respond(handler, request)
    if isinstance(response, HttpResponse) and response.get("Content-Type", "").startswith("text/html"):
        response.content = response.content.replace(*_links())
        if "Content-Length" in response:
            response["Content-Length"] = str(len(response.content))
    return response


@cache
def _links() -> tuple[bytes, bytes]:
    """What a page says of its styles, and what it says here."""
    many = render_to_string(STYLES).strip()
    one = f'<link rel="stylesheet" href="{static(TOGETHER)}">\n'
    return many.encode(), (one + STYLE.sub("", many)).encode()


@cache
def _together() -> str:
    """All of them; one that is not there is an error."""
    names = [address.removeprefix(static("")) for address in STYLE.findall(render_to_string(STYLES))]
    return "\n".join(Path(str(finders.find(name))).read_text(encoding="utf-8") for name in names)
