"""WordPress's media library: has a picture there once, with its words, and takes it away again.

https://developer.wordpress.org/rest-api/reference/media/
"""

from dataclasses import dataclass
from typing import Any, Final

from django.utils.html import escape
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from ideanet.html.listed import PICTURE
from ideanet.publishing import wordpress
from ideanet.publishing.picturing import Illustration
from ideanet.publishing.wordpress import ChannelError, Refusals, Site

# Words travel in the address, whose length servers limit; the post itself has them whole.
_LONGEST_WORDS: Final = 250
_REFUSALS: Final = Refusals(
    _("The site does not let this user upload pictures. Give it the role Author there."),
    _("The site refused a picture: it answered %(status)s. It may be too large for it, or of a wrong kind."),
)


@dataclass(frozen=True)
class Medium:
    """A picture as the site has it; `address` is a web address for everybody."""

    id: int
    address: str


def find(site: Site, picture: Illustration, *, known: Medium | None) -> Medium | None:
    """The picture, if it is there: by its number, else by the slug that every copy of ours is given.

    A site that was set up anew has other pictures under the numbers that we know.
    """
    if known is not None:
        found = _call(site, "GET", f"media/{known.id}", may_be_missing=True)
        if found is not None and known == (medium := _medium(found)):
            return medium
    found = _call(site, "GET", "media", params={"slug": _slug(picture)})
    if not isinstance(found, list):
        raise ChannelError(wordpress.not_wordpress())
    return _medium(found[0]) if found else None


def add(site: Site, picture: Illustration) -> Medium:
    """Upload it. Whoever calls has looked whether it is there."""
    words = picture.words[:_LONGEST_WORDS]
    name = f"{slugify(words)[:50].strip('-_') or 'picture'}-{_slug(picture)[-12:]}{picture.suffix}"
    found = _call(
        site,
        "POST",
        "media",
        params={"slug": _slug(picture), "title": escape(words) or name, "alt_text": words},
        headers={
            "Content-Type": picture.content_type,
            "Content-Disposition": f'attachment; filename="{name}"',
        },
        content=picture.read(),
    )
    return _medium(found)


def remove(site: Site, number: int) -> None:
    """Take it out of the library and off the disk; one that is gone already is fine."""
    _call(site, "DELETE", f"media/{number}", params={"force": "true"}, may_be_missing=True)


def _slug(picture: Illustration) -> str:
    return f"ideanet-{picture.picture.key.hex}"


def _medium(found: Any) -> Medium:
    try:
        medium = Medium(int(found["id"]), str(found["source_url"]))
    except (KeyError, TypeError, ValueError) as error:
        raise ChannelError(wordpress.not_wordpress()) from error
    if not PICTURE.fullmatch(medium.address):
        raise ChannelError(wordpress.not_wordpress())
    return medium


def _call(site: Site, method: str, path: str, **options: Any) -> Any:
    return wordpress.call(site, method, path, refusals=_REFUSALS, **options)
