"""Says what is wrong with HTML that a reader will get: parses it and trusts nobody's lists."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib

XHTML = "{http://www.w3.org/1999/xhtml}"
ELEMENTS = frozenset(
    {"a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "dd", "del", "details"}
    | {"div", "dl", "dt", "em", "figcaption", "figure", "h2", "h3", "h4", "h5", "h6", "hr", "i"}
    | {"ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "samp", "small", "strong", "sub"}
    | {"summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul", "var"}
)
ATTRIBUTES = frozenset(
    {("a", "href"), ("a", "title"), ("a", "rel"), ("abbr", "title"), ("details", "open")}
    | {("li", "value"), ("ol", "start")}
    | {(cell, name) for cell in ("td", "th") for name in ("align", "colspan", "rowspan")}
)
SCHEMES = frozenset({"http", "https", "mailto"})
REL = "nofollow noopener ugc"


def faults(html: str) -> list[str]:
    """Everything in the HTML that is not allowed to be there; empty for harmless HTML."""
    tree = html5lib.parseFragment(html, container="div")
    return [fault for element in tree.iter() if element is not tree for fault in _of(element)]


def scheme(address: str) -> str:
    """The scheme as a browser sees it, which skips what it does not want to see; or none."""
    seen = re.sub(r"[\t\n\r]", "", address).strip("".join(map(chr, range(0x21))))
    found = re.match(r"([a-zA-Z][a-zA-Z0-9+.\-]*):", seen)
    return found[1].lower() if found else ""


def _of(element: Element) -> Iterator[str]:
    # A comment's or an instruction's tag is a function, not a name.
    name = str(element.tag).removeprefix(XHTML)
    if name not in ELEMENTS:
        yield f"element {name}"
    for attribute, value in element.attrib.items():
        if (name, attribute) not in ATTRIBUTES:
            yield f"attribute {attribute} of {name}"
        if attribute == "href" and scheme(value) not in SCHEMES | {""}:
            yield f"address {value}"
        if attribute == "rel" and value != REL:
            yield f"rel {value}"
