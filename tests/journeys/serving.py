"""How the site is served to the browsers of journeys: as quickly as by the server that it has in earnest."""

import re
from dataclasses import dataclass
from functools import cached_property
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


@dataclass(frozen=True)
class Together:
    """The files that a piece of every page names, as one."""

    piece: str
    path: str  # beside the files themselves, as addresses inside of styles are relative
    kind: str
    each: re.Pattern[str]
    one: str
    between: str = "\n"

    @cached_property
    def links(self) -> tuple[bytes, bytes]:
        """What a page says of them, and what it says here."""
        many = render_to_string(self.piece).strip()
        one = self.one.format(static(self.path))
        return many.encode(), (one + self.each.sub("", many)).encode()

    @cached_property
    def text(self) -> str:
        """All of them; one that is not there is an error."""
        names = [
            address.removeprefix(static("")) for address in self.each.findall(render_to_string(self.piece))
        ]
        return self.between.join(Path(str(finders.find(name))).read_text(encoding="utf-8") for name in names)


TOGETHER = (
    Together(
        "partials/stylesheets.html",
        "css/together.css",
        "text/css",
        # Each of them but that for paper, which has more to say.
        re.compile(r'<link rel="stylesheet" href="([^"]+)">\n'),
        '<link rel="stylesheet" href="{}">\n',
    ),
    Together(
        "partials/scripts.html",
        "js/together.js",
        "text/javascript",
        re.compile(r'<script src="([^"]+)" defer></script>\n?'),
        '<script src="{}" defer></script>\n',
        between="\n;\n",
    ),
)


def install() -> None:
    """For every live server of this process."""
    # An answer leaves as it is written: else the system holds its end back for 40 ms, until the browser has
    # acknowledged its beginning, and a page comes with many.
    WSGIRequestHandler.disable_nagle_algorithm = True
    StaticFilesHandler.serve = _serve_to_keep  # type: ignore[assignment,method-assign]
    WSGIHandler.get_response = _respond_with_few_files  # type: ignore[assignment,method-assign]


def _serve_to_keep(handler: StaticFilesHandler, request: HttpRequest) -> HttpResponseBase:
    """A browser guesses by its age how long it may keep a file: none of a checkout that is new."""
    joined = next((files for files in TOGETHER if request.path == static(files.path)), None)
    response = HttpResponse(joined.text, joined.kind) if joined else _serve(handler, request)
    response["Cache-Control"] = "max-age=3600, immutable"
    return response


def _respond_with_few_files(handler: WSGIHandler, request: HttpRequest) -> HttpResponseBase:
    """A page with its forty styles in one file, and its scripts in another, in their order: that a browser asks for
    each of them on every page takes a fifth of a journey's time."""
    response = _respond(handler, request)
    if isinstance(response, HttpResponse) and response.get("Content-Type", "").startswith("text/html"):
        for files in TOGETHER:
            response.content = response.content.replace(*files.links)
        if "Content-Length" in response:
            response["Content-Length"] = str(len(response.content))
    return response
