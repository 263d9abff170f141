"""The gate: only listed elements, attributes and addresses leave, through two sanitisers."""

from functools import partial
from typing import Any, Final

import bleach
import nh3

from ideanet.html.listed import ATTRIBUTES, ELEMENTS, PHRASING, PICTURE, is_listed
from ideanet.html.tree import fit

_SCHEMES: Final = {"http", "https", "mailto"}
_REL: Final = "nofollow noopener ugc"


def clean_with_bleach(html: str, *, top: int) -> str:
    """The first sanitiser, which also fits the text to a page whose headings begin at `top`."""
    fitting: Any = partial(fit, top=top)  # The stubs ask for a class; any callable will do.
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
        return name == "alt" or (name == "src" and PICTURE.fullmatch(value) is not None)
    return is_listed(element, name, value)


def _nh3_keeps(element: str, name: str, value: str) -> str | None:
    if element == "a" and name == "rel":
        return value
    return value if is_listed(element, name, value) else None


def _gate(elements: frozenset[str]) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(elements),
        attributes={name: set(ATTRIBUTES.get(name, ())) for name in elements},
        attribute_filter=_nh3_keeps,
        url_schemes=_SCHEMES,
        link_rel=_REL if "a" in elements else None,
    )


_DOCUMENT: Final = _gate(ELEMENTS)
_LINE: Final = _gate(PHRASING | {"br"})
_MARKS: Final = _gate(frozenset({"mark"}))
_NOTHING: Final = _gate(frozenset())
