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
    """What is to be there: `content` is HTML that carries `mark`, which holds `key`; the rest is plain."""

    key: UUID
    title: str
    excerpt: str
    content: str
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


def check(site: Site) -> str:
    """The name that the site knows the user by. Raises ChannelError if it could not make drafts."""
    found = _call(site, "GET", "users/me", params={"context": "edit"})
    capabilities = found.get("capabilities", {}) if isinstance(found, dict) else {}
    if not isinstance(capabilities, dict) or not capabilities.get("edit_posts"):
        raise ChannelError(_("The user is known there, but may not write drafts. Give it the role Author."))
    return str(found.get("name") or site.user)


def put(site: Site, post: Post, *, known: Remote | None) -> Remote:
    """Have the post on the site as a draft, once: change ours if it is there, else make it.

    `known` is what the last sending left. A post that somebody has published, thrown away or
    rewritten there is theirs now: that raises ChannelError, and nothing is changed.
    """
    there = _find(site, post, known)
    if there is None:
        return _remote(_call(site, "POST", "posts", json=_fields(post) | {"slug": post.slug}))
    if post.mark in _content(there) and (known is None or there.get("modified_gmt") != known.changed):
        # This very version arrived before, and its answer was lost.
        return _remote(there)
    _check_is_ours(there, known)
    return _remote(_call(site, "POST", f"posts/{int(there['id'])}", json=_fields(post)))


def _fields(post: Post) -> dict[str, str]:
    # WordPress takes titles and excerpts for HTML; ours are plain text.
    return {
        "title": escape(post.title),
        "excerpt": escape(post.excerpt),
        "content": post.content,
        "status": _OURS_TO_CHANGE,
    }


def _find(site: Site, post: Post, known: Remote | None) -> dict[str, Any] | None:
    """Our post as it is there now: by its number, else by its slug, else by the key in its text."""
    if known is not None:
        found = _call(site, "GET", f"posts/{known.id}", params={"context": "edit"}, may_be_missing=True)
        return found if isinstance(found, dict) else None
    for question in ({"slug": post.slug}, {"search": post.key.hex}):
        params = {"context": "edit", "status": _ANYWHERE, "orderby": "id", "order": "asc", **question}
        found = _call(site, "GET", "posts", params=params)
        if not isinstance(found, list):
            raise ChannelError(_not_wordpress())
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
        raise ChannelError(_not_wordpress()) from error


def _call(site: Site, method: str, path: str, *, may_be_missing: bool = False, **options: Any) -> Any:
    """The JSON that the site answers, or None where what was asked for may be missing and is."""
    address = f"{site.address.rstrip('/')}/wp-json/wp/v2/{path}"
    try:
        response = outgoing.request(method, address, auth=(site.user, site.password), **options)
    except outgoing.OutgoingError as error:
        raise ChannelError(str(error), is_lasting=isinstance(error, _LASTING)) from error
    if may_be_missing and response.status_code in {404, 410}:
        return None
    _check_status(response)
    try:
        return response.json()
    except (JSONDecodeError, UnicodeDecodeError) as error:
        raise ChannelError(_not_wordpress()) from error


def _check_status(response: httpx.Response) -> None:
    status = response.status_code
    if status == 429 or status >= 500:
        sentence = _("The site has trouble of its own just now: it answered %(status)s.") % {"status": status}
        raise ChannelError(sentence, is_lasting=False)
    if status == 401:
        raise ChannelError(_("The site did not accept the user and the application password."))
    if status == 403:
        raise ChannelError(_("The site does not let this user write drafts."))
    if status == 404:
        raise ChannelError(_not_wordpress())
    if 300 <= status < 400:
        raise ChannelError(_("The site has moved: write down the address that it sends visitors to."))
    if status >= 400:
        raise ChannelError(_("The site refused the draft: it answered %(status)s.") % {"status": status})


def _not_wordpress() -> str:
    return _("The address answers, but not as a WordPress site does. Check it on the channel’s page.")
