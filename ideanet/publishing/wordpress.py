"""WordPress as a channel: finds, makes and changes one draft post through its REST API.

https://developer.wordpress.org/rest-api/reference/posts/
"""

from dataclasses import dataclass
from json import JSONDecodeError
from typing import Any, Final
from uuid import UUID

import httpx
from django.utils.html import escape
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrPromise

from ideanet import outgoing

# Where a post of ours may be by the time we look for it again.
_ANYWHERE: Final = "draft,pending,publish,future,private,trash"
_OURS_TO_CHANGE: Final = "draft"
_LASTING: Final = (outgoing.AddressRefusedError, outgoing.TooLargeError, outgoing.TooManyRedirectsError)


class ChannelError(Exception):
    """The site could not be used; the text says why to a person. `is_lasting`: trying again is no use."""

    def __init__(self, sentence: str, *, is_lasting: bool = True) -> None:
        super().__init__(sentence)
        self.is_lasting = is_lasting


@dataclass(frozen=True)
class Site:
    """A WordPress site and a user of it who may write drafts."""

    address: str
    user: str
    password: str


@dataclass(frozen=True)
class Post:
    """What is to be there, in plain text; its content is HTML that carries `mark`, which holds `key`."""

    key: UUID
    title: str
    excerpt: str
    mark: str

    @property
    def slug(self) -> str:
        """The title's words, and enough of the key to find the post by."""
        return f"{slugify(self.title)[:80].strip('-_')}-{self.key.hex[:12]}".lstrip("-")


@dataclass(frozen=True)
class Remote:
    """The post as the site has it; `changed` is the site's own word for when."""

    id: int
    changed: str


@dataclass(frozen=True)
class Found:
    """Our post as it is there. `is_current`: this very version arrived before, and its answer was lost."""

    remote: Remote
    is_current: bool


@dataclass(frozen=True)
class Refusals:
    """What is said when the site will not: 403, and other answers from 400 up, with their `%(status)s`."""

    forbidden: StrPromise
    refused: StrPromise


_OF_DRAFTS: Final = Refusals(
    gettext_lazy("The site does not let this user write drafts."),
    gettext_lazy("The site refused the draft: it answered %(status)s."),
)


def check(site: Site) -> str:
    """The name that the site knows the user by. Raises ChannelError if it could not make drafts."""
    found = call(site, "GET", "users/me", params={"context": "edit"})
    capabilities = found.get("capabilities", {}) if isinstance(found, dict) else {}
    if not isinstance(capabilities, dict) or not capabilities.get("edit_posts"):
        raise ChannelError(_("The user is known there, but may not write drafts. Give it the role Author."))
    return str(found.get("name") or site.user)


def look(site: Site, post: Post, *, known: Remote | None) -> Found | None:
    """Our post on the site, or None if it has to be made. `known` is what the last sending left.

    A post that somebody has published, thrown away or rewritten there is theirs now: that raises
    ChannelError. Nothing is changed.
    """
    there = _find(site, post, known)
    if there is None:
        return None
    if post.mark in _content(there) and (known is None or there.get("modified_gmt") != known.changed):
        return Found(_remote(there), is_current=True)
    _check_is_ours(there, known)
    return Found(_remote(there), is_current=False)


def put(site: Site, post: Post, content: str, found: Found | None) -> Remote:
    """Have the post on the site as a draft, once: change ours if it was found, else make it."""
    if found is None:
        return _remote(call(site, "POST", "posts", json=_fields(post, content) | {"slug": post.slug}))
    if found.is_current:
        return found.remote
    return _remote(call(site, "POST", f"posts/{found.remote.id}", json=_fields(post, content)))


def _fields(post: Post, content: str) -> dict[str, str]:
    # WordPress takes titles and excerpts for HTML; ours are plain text.
    return {
        "title": escape(post.title),
        "excerpt": escape(post.excerpt),
        "content": content,
        "status": _OURS_TO_CHANGE,
    }


def _find(site: Site, post: Post, known: Remote | None) -> dict[str, Any] | None:
    """Our post as it is there now: by its number, else by its slug, else by the key in its text."""
    if known is not None:
        found = call(site, "GET", f"posts/{known.id}", params={"context": "edit"}, may_be_missing=True)
        return found if isinstance(found, dict) else None
    for question in ({"slug": post.slug}, {"search": post.key.hex}):
        params = {"context": "edit", "status": _ANYWHERE, "orderby": "id", "order": "asc", **question}
        found = call(site, "GET", "posts", params=params)
        if not isinstance(found, list):
            raise ChannelError(not_wordpress())
        for candidate in found:
            if post.key.hex in _content(candidate):
                return dict(candidate)
    return None


def _check_is_ours(there: dict[str, Any], known: Remote | None) -> None:
    status = there.get("status")
    if status != _OURS_TO_CHANGE:
        raise ChannelError(
            _(
                "The post is no longer a draft there: it is “%(status)s”. It was left as it is; change it there."
            )
            % {"status": status}
        )
    if known is not None and there.get("modified_gmt") != known.changed:
        raise ChannelError(
            _("Somebody has worked on the draft there since. It was left as it is; change it there.")
        )


def _content(found: Any) -> str:
    content = found.get("content") if isinstance(found, dict) else None
    return str(content.get("raw", "")) if isinstance(content, dict) else ""


def _remote(found: Any) -> Remote:
    try:
        return Remote(int(found["id"]), str(found.get("modified_gmt", "")))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ChannelError(not_wordpress()) from error


def call(
    site: Site,
    method: str,
    path: str,
    *,
    may_be_missing: bool = False,
    refusals: Refusals = _OF_DRAFTS,
    **options: Any,
) -> Any:
    """The JSON that the site answers, or None where what was asked for may be missing and is."""
    address = f"{site.address.rstrip('/')}/wp-json/wp/v2/{path}"
    try:
        response = outgoing.request(method, address, auth=(site.user, site.password), **options)
    except outgoing.OutgoingError as error:
        raise ChannelError(str(error), is_lasting=isinstance(error, _LASTING)) from error
    if may_be_missing and response.status_code in {404, 410}:
        return None
    _check_status(response, refusals)
    try:
        return response.json()
    except (JSONDecodeError, UnicodeDecodeError) as error:
        raise ChannelError(not_wordpress()) from error


def _check_status(response: httpx.Response, refusals: Refusals) -> None:
    status = response.status_code
    if status == 429 or status >= 500:
        sentence = _("The site has trouble of its own just now: it answered %(status)s.") % {"status": status}
        raise ChannelError(sentence, is_lasting=False)
    if status == 401 or (status == 400 and _asks_too_much(response)):
        raise ChannelError(_("The site did not accept the user and the application password."))
    if status == 403:
        raise ChannelError(str(refusals.forbidden))
    if status == 404:
        raise ChannelError(not_wordpress())
    if 300 <= status < 400:
        raise ChannelError(_("The site has moved: write down the address that it sends visitors to."))
    if status >= 400:
        raise ChannelError(refusals.refused % {"status": status})


def _asks_too_much(response: httpx.Response) -> bool:
    """WordPress takes a wrong password for a stranger's visit, and refuses to list drafts with this instead of 401."""
    try:
        return "status" in response.json()["data"]["params"]
    except (ValueError, KeyError, TypeError):
        return False


def not_wordpress() -> str:
    return _("The address answers, but not as a WordPress site does. Check it on the channel’s page.")
