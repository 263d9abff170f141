"""The pictures of a text that leaves the site: which it shows, and the same markup with them elsewhere."""

import re
from collections.abc import Mapping
from html import escape, unescape

from ideanet.html.listed import OWN_PICTURE

# As the last gate writes them: a quotation mark inside a value is always a reference.
_PICTURE = re.compile(r'<img((?: [a-z]+="[^"]*")*)>')
_ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')


def shown(markup: str) -> dict[str, str]:
    """The keys of the pictures kept here that markup from the last gate shows, in order, with their words."""
    found: dict[str, str] = {}
    for picture in _PICTURE.finditer(markup):
        key, words = _read(picture)
        found.setdefault(key, words)
    return found


def moved(markup: str, addresses: Mapping[str, str]) -> str:
    """The same with each picture fetched from its key's address; one without an address is its words."""
    return _PICTURE.sub(lambda picture: _written(*_read(picture), addresses), markup)


def _written(key: str, words: str, addresses: Mapping[str, str]) -> str:
    if key not in addresses:
        return escape(words, quote=False)
    return f'<img src="{escape(addresses[key])}" alt="{escape(words)}">'


def _read(picture: re.Match[str]) -> tuple[str, str]:
    values = {name: unescape(value) for name, value in _ATTRIBUTE.findall(picture[1])}
    own = OWN_PICTURE.fullmatch(values.get("src", ""))
    return own[1] if own else "", values.get("alt", "")
