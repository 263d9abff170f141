"""A curious reader: follows every link, form and route of the site, and keeps every byte that came back as words."""

import html
import io
import re
import zipfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from email.message import Message
from functools import cache
from typing import Any, Final
from urllib.parse import parse_qsl, urljoin, urlsplit

from django.core.mail import EmailMessage
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from ideanet.uploads import reading

# Links, forms, what htmx and our own scripts ask for; and whole addresses in feeds, calendars and mails.
_ATTRIBUTE: Final = re.compile(r"(?:href|src|action|formaction|hx-get|hx-post|data-[a-z-]+)=\"(/[^\"]*)\"")
_WHOLE: Final = re.compile(r"https?://(?:testserver|localhost(?::\d+)?)(/[^\s\"'<>)\\]*)")
_MOVED: Final = re.compile(r"^Location: (/\S*)", re.MULTILINE)
# Files of the site, and the rooms of the sign-in library, which know the reader alone.
ELSEWHERE: Final = ("/static/", "/accounts/", "/health/")
_ENDLESS: Final = ("/sessions/months/",)  # one month leads to the next
_PARAMETER: Final = re.compile(r"<(?:\w+:)?\w+>")

# What stands in each place of a route that takes something: by the route up to there, "councils/reviews/".
Places = Mapping[str, Callable[[tuple[Any, ...]], Sequence[Any]]]


class UnknownRouteError(Exception):
    """A route leads to something of which the crawler does not know what there is."""


@dataclass(frozen=True)
class Page:
    """What came back from one address, its headers included, unpacked and readable."""

    address: str
    status: int
    text: str


class Crawler:
    """Of one path, each set of parameters is asked for once: every page of a list is a page like its first."""

    def __init__(self, client: Client, most: int = 900) -> None:
        self.client, self.most = client, most

    def read(self, start: Iterable[str], follows: Callable[[str], bool]) -> list[Page]:
        """Where it starts, and whatever is linked from there that it follows, each address once."""
        waiting, seen, pages = deque(start), set[Any](), list[Page]()
        while waiting:
            address = waiting.popleft()
            key = _key(address)
            if key in seen:
                continue
            assert len(seen) < self.most, f"more than {self.most} pages: {sorted(seen)}"
            seen.add(key)
            pages.append(self.get(address))
            waiting.extend(link for link in _links(pages[-1]) if follows(link))
        return pages

    def get(self, address: str) -> Page:
        # By the handler: the client itself copies every template's context, which nobody reads here.
        parts = urlsplit(address)
        asked = {"PATH_INFO": parts.path, "QUERY_STRING": parts.query}
        if parts.path.startswith(("/councils/ideas/", "/awards/ideas/", "/drafts/ideas/")):
            # A panel answers htmx with a part; asked plainly it is a page around that.
            asked["HTTP_HX_REQUEST"] = "true"
        environ = self.client._base_environ(**asked)  # type: ignore[attr-defined]  # its stubs leave it out
        answer = self.client.handler(environ)
        said = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
        body = b"".join(answer)
        words = words_in(body, answer.headers.get("Content-Type", ""))
        return Page(address, answer.status_code, f"{said}\n\n{words}")


def words_in(body: bytes, content_type: str) -> str:
    """The bytes as they are, and as whoever opens them reads them."""
    if body.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            parts = [archive.read(name).decode(errors="replace") for name in archive.namelist()]
        return "\n".join([*archive.namelist(), *parts, *(re.sub(r"<[^>]*>", "", part) for part in parts)])
    raw = body.decode(errors="replace")
    if body.startswith(b"%PDF"):
        return "\n".join([raw, *reading.words_of(body, "application/pdf").parts])
    if content_type.startswith("text/calendar"):
        return re.sub(r"\r?\n[ \t]", "", raw)
    if "json" in content_type:
        return f"{raw}\n{raw.encode().decode('unicode_escape', errors='replace')}"
    return f"{raw}\n{html.unescape(raw)}" if "&" in raw else raw


def of_mail(mail: EmailMessage) -> Page:
    """A mail with its headers and all its parts, whatever they are packed in."""
    message: Message = mail.message()
    said = [f"{name}: {value}" for name, value in message.items()]
    for part in message.walk():
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes):
            said.append(words_in(payload, part.get_content_type()))
    return Page(f"mail “{mail.subject}”", 200, "\n".join(said))


def _key(address: str) -> tuple[str, tuple[str, ...]]:
    parts = urlsplit(address)
    names = {name for name, _value in parse_qsl(parts.query, keep_blank_values=True)}
    return parts.path, tuple(sorted(names))


def _links(page: Page) -> Iterator[str]:
    for found in {*_ATTRIBUTE.findall(page.text), *_WHOLE.findall(page.text), *_MOVED.findall(page.text)}:
        address = urlsplit(urljoin(page.address, html.unescape(found)))
        if address.path.startswith("/") and not address.path.startswith((*ELSEWHERE, *_ENDLESS)):
            yield address.path + (f"?{address.query}" if address.query else "")


@cache
def routes() -> list[str]:
    """Every route of the site as it is written down, but for those of the sign-in library."""
    found = (route for route in _routes(get_resolver().url_patterns) if not f"/{route}".startswith(ELSEWHERE))
    return sorted(set(found))


def _routes(patterns: Iterable[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = f"{before}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, route)
        else:
            yield route


def addresses(route: str, places: Places) -> list[str]:
    """The route with everything that there is in each of its places.

    Raises UnknownRouteError for a place that `places` does not say anything of: whoever adds a route says what
    a curious reader would ask it for.
    """
    chosen: list[tuple[Any, ...]] = [()]
    for found in _PARAMETER.finditer(route):
        place = _PARAMETER.sub("*", route[: found.start()])
        # Sessions are sessions, whether below /sessions/ or below an idea.
        known = places.get(place) or places.get(f"{place.rstrip('/').rpartition('/')[2]}/")
        if known is None:
            raise UnknownRouteError(
                f"{route}: what is there at “{place}”? Say it in tests/councils/blind_case.py"
            )
        chosen = [(*before, value) for before in chosen for value in known(before)]
    pieces = _PARAMETER.split(route)
    return [
        "/" + "".join(a for pair in zip(pieces, (*values, ""), strict=True) for a in map(str, pair))
        for values in chosen
    ]
