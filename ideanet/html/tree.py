"""What is changed in the parsed text between the sanitisers: pictures, links, headings."""

from collections.abc import Iterable, Iterator
from typing import Any

from ideanet.html.listed import OWN_PICTURE

# As bleach's parser gives and takes them: {"type": "StartTag", "name": "a", "data": {…}}, …
Node = dict[str, Any]

_HREF = (None, "href")
_SRC = (None, "src")


def fit(source: Iterable[Node], top: int, *, pictures: bool = False) -> Iterator[Node]:
    """Fit a cleaned text into a page: the filters below, one after the other."""
    return lower_headings(drop_bare_links(link_pictures(source, shown=pictures)), top)


def link_pictures(source: Iterable[Node], *, shown: bool) -> Iterator[Node]:
    """Show a picture as a link to it: the site loads nothing from elsewhere for its readers.

    One that the site keeps itself is `shown` where the page can, and is its words elsewhere.
    """
    links = 0
    for node in source:
        links += _step(node, "a")
        if node.get("name") != "img":
            yield node
            continue
        address = node["data"].get(_SRC, "")
        if OWN_PICTURE.fullmatch(address):
            yield from _own_picture(node, shown=shown)
            continue
        name = address.rstrip("/").rpartition("/")[2]
        words = {"type": "Characters", "data": node["data"].get((None, "alt")) or name}
        if address and not links:
            yield from (_start("a", {_HREF: address}), words, _end("a"))
        else:
            yield words


def _own_picture(node: Node, *, shown: bool) -> Iterator[Node]:
    words = node["data"].get((None, "alt"), "")
    if shown:
        node["data"] = {_SRC: node["data"][_SRC], (None, "alt"): words, (None, "loading"): "lazy"}
        yield node
    elif words:
        yield {"type": "Characters", "data": words}


def drop_bare_links(source: Iterable[Node]) -> Iterator[Node]:
    """Keep the words of a link that leads nowhere (any more), not the link."""
    kept: list[bool] = []
    for node in source:
        if node.get("name") != "a":
            yield node
        elif node["type"] == "StartTag":
            kept.append(_HREF in node["data"])
            if kept[-1]:
                yield node
        elif kept.pop():
            yield node


def lower_headings(source: Iterable[Node], top: int) -> Iterator[Node]:
    """Begin the headings at level `top` and leave out no level on the way down."""
    outline: list[int] = []
    opened: list[str] = []
    for node in source:
        name = node.get("name", "")
        if name in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            if node["type"] == "StartTag":
                outline = [level for level in outline if level < int(name[1])] + [int(name[1])]
                opened.append(f"h{min(6, top + len(outline) - 1)}")
                node["name"] = opened[-1]
            else:
                node["name"] = opened.pop()
        yield node


def _step(node: Node, name: str) -> int:
    if node.get("name") != name:
        return 0
    return 1 if node["type"] == "StartTag" else -1


def _start(name: str, data: dict[tuple[None, str], str]) -> Node:
    return {"type": "StartTag", "name": name, "namespace": None, "data": data}


def _end(name: str) -> Node:
    return {"type": "EndTag", "name": name, "namespace": None, "data": {}}
