"""The gate: only listed elements, attributes and addresses leave, through two sanitisers."""

from functools import partial
from typing import Any, Final

import bleach
import nh3

from ideanet.html.listed import (
    ASIDE,
    ATTRIBUTES,
    ELEMENTS,
    OWN_PICTURE,
    PHRASING,
    PICTURE,
    is_listed,
    is_own_picture,
)
from ideanet.html.tree import fit

_SCHEMES: Final = {"http", "https", "mailto"}
_REL: Final = "nofollow noopener ugc"


def clean_with_bleach(html: str, *, top: int, pictures: bool = False) -> str:
    """The first sanitiser, which also fits the text to a page whose headings begin at `top`."""
    fitting: Any = partial(
        fit, top=top, pictures=pictures
    )  # The stubs ask for a class; any callable will do.
    # A cleaner is not safe to share between threads.
    cleaner = bleach.Cleaner(
        tags=ELEMENTS | {"img"},
        attributes=_bleach_keeps,
        protocols=_SCHEMES,
        strip=True,
        filters=[fitting],
    )
    return cleaner.clean(html)


def clean_with_nh3(html: str) -> str:
    """The last gate for whole texts. Holds by itself, whatever comes before it."""
    return _DOCUMENT.clean(html)


def clean_illustrated(html: str) -> str:
    """The last gate for whole texts on pages that show the site's own pictures."""
    return _ILLUSTRATED.clean(html)


def clean_compared(html: str) -> str:
    """The last gate for two texts made one: it may say to screen readers what is marked."""
    return _COMPARED.clean(html)


def clean_line(html: str) -> str:
    """The last gate for one line of text: no blocks."""
    return _LINE.clean(html)


def clean_marks(html: str) -> str:
    """The last gate for search snippets: nothing but `<mark>`."""
    return _MARKS.clean(html)


def without_tags(html: str) -> str:
    """What a reader would read; character references stay as they are."""
    return _NOTHING.clean(html)


def _bleach_keeps(element: str, name: str, value: str) -> bool:
    if element == "img":
        return name == "alt" or (name == "src" and _is_picture(value))
    return is_listed(element, name, value)


def _is_picture(address: str) -> bool:
    return bool(PICTURE.fullmatch(address) or OWN_PICTURE.fullmatch(address))


def _nh3_keeps(element: str, name: str, value: str) -> str | None:
    if element == "a" and name == "rel":
        return value
    if element == "img":
        return value if is_own_picture(name, value) else None
    if element == "span":
        return value if (name, value) == ASIDE else None
    return value if is_listed(element, name, value) else None


def _gate(elements: frozenset[str]) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(elements),
        attributes={name: set(ATTRIBUTES.get(name, _ELSEWHERE.get(name, ()))) for name in elements},
        attribute_filter=_nh3_keeps,
        url_schemes=_SCHEMES,
        link_rel=_REL if "a" in elements else None,
    )


_ELSEWHERE: Final = {"img": ("src", "alt", "loading"), "span": ("class",)}
_DOCUMENT: Final = _gate(ELEMENTS)
_ILLUSTRATED: Final = _gate(ELEMENTS | {"img"})
_COMPARED: Final = _gate(ELEMENTS | {"img", "span"})
_LINE: Final = _gate(PHRASING | {"br"})
_MARKS: Final = _gate(frozenset({"mark"}))
_NOTHING: Final = _gate(frozenset())
