"""What may appear in text that people wrote: elements, attributes and addresses."""

import re
from typing import Final


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Within a line of text. One of these without its partner is text, as in `Vec<S>`.
PHRASING: Final = _names("a abbr b cite code del em i ins kbd mark q s samp small strong sub sup u var")
BLOCKS: Final = _names(
    "blockquote caption dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 li ol p pre"
    " summary table tbody td tfoot th thead tr ul"
)
VOID: Final = frozenset({"br", "hr"})
ELEMENTS: Final = PHRASING | BLOCKS | VOID

# Common in documents and without a meaning here: the tags go, what they hold stays.
WRAPPERS: Final = _names(
    "address article aside big center colgroup col font footer header hgroup img label main nav"
    " nobr picture section source span strike time tt wbr"
)

# An address must mean the same wherever the text is shown: on a page, in a feed, in a mail.
# `other.md` and `#part` do not (nothing here carries an id), so they are no links.
ADDRESS: Final = re.compile(r"(?:https?://|mailto:|/)[^\x00-\x20\x7f]*", re.IGNORECASE)
PICTURE: Final = re.compile(r"https?://[^\x00-\x20\x7f]*", re.IGNORECASE)
# Pictures that the site keeps itself, by themselves or inside what carries the text for those who may not see
# the idea; the only ones that are ever shown in a text.
OWN_PICTURE: Final = re.compile(
    r"/(?:ideas|councils/reviews/\d{1,18}|awards/entries/\d{1,18})/pictures/"
    r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/"
)
# The one attribute of a span, in words that the site itself writes into a text: for screen readers alone.
ASIDE: Final = ("class", "visually-hidden")
_WORDS: Final = re.compile(r"[^\x00]*")
_NUMBER: Final = re.compile(r"\d{1,9}")
_SPAN: Final = re.compile(r"[1-9]\d?")
_ALIGN: Final = re.compile(r"left|center|right")

_CELL: Final = {"align": _ALIGN, "colspan": _SPAN, "rowspan": _SPAN}
ATTRIBUTES: Final[dict[str, dict[str, re.Pattern[str]]]] = {
    "a": {"href": ADDRESS, "title": _WORDS},
    "abbr": {"title": _WORDS},
    "details": {"open": re.compile(r"|open")},
    "li": {"value": _NUMBER},
    "ol": {"start": _NUMBER},
    "td": _CELL,
    "th": _CELL,
}


def is_own_picture(name: str, value: str) -> bool:
    """Whether a picture kept here may carry this attribute with this value."""
    pattern = {"src": OWN_PICTURE, "alt": _WORDS, "loading": re.compile("lazy")}.get(name)
    return pattern is not None and pattern.fullmatch(value) is not None


def is_listed(element: str, name: str, value: str) -> bool:
    """Whether an element may carry this attribute with this value."""
    pattern = ATTRIBUTES.get(element, {}).get(name)
    return pattern is not None and pattern.fullmatch(value) is not None
