"""Markup from the last gate as blocks and words: what is compared, and what the comparison is written from."""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from html.parser import HTMLParser
from itertools import groupby
from typing import Final

from ideanet.html.listed import BLOCKS

_EMPTY: Final = frozenset({"br", "hr", "img"})
# A text that marks its own words as new or gone must not pass for what changed.
_OWN_MARKS: Final = {"ins": "u", "del": "s"}
_WORD = re.compile(r"(\S+)(\s*)|(\s+)")
_CODE = re.compile(r"\S+[^\S\n]*|\n|[^\S\n]+")
# Blocks that may stand for each other: a list that is numbered now, a heading one level down.
_KINDS: Final = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("ul", "ol"), "list"),
    **dict.fromkeys(("td", "th"), "cell"),
    **dict.fromkeys(("tbody", "tfoot"), "rows"),
    **dict.fromkeys(("", "p"), "paragraph"),
}

Attributes = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Element:
    tag: str
    attributes: Attributes = ()


Frames = tuple[Element, ...]


@dataclass(frozen=True)
class Word:
    """A word and what it stands in, the outermost first; or a picture or a line break, which is an `element`."""

    text: str
    frames: Frames = ()
    element: Element | None = None
    # The space behind it. Where lines are broken is no change.
    gap: str = field(default="", compare=False)

    @cached_property
    def key(self) -> Hashable:
        """Equal where both look the same: where a link leads cannot be seen."""
        return self.text, tuple(frame.tag for frame in self.frames), self.element


@dataclass(frozen=True)
class Block:
    """A block holds blocks, or words, or nothing. The words between two blocks are one without a tag."""

    tag: str
    attributes: Attributes = ()
    blocks: tuple["Block", ...] = ()
    words: tuple[Word, ...] = ()

    @cached_property
    def kind(self) -> str:
        return _KINDS.get(self.tag, self.tag)

    @cached_property
    def key(self) -> Hashable:
        """Equal where both look the same, or nearly so."""
        return self.kind, tuple(block.key for block in self.blocks), tuple(word.key for word in self.words)

    @cached_property
    def all_words(self) -> tuple[Word, ...]:
        return self.words or tuple(word for block in self.blocks for word in block.all_words)

    def as_lines(self) -> list["Block"]:
        """Code as a block for each line, with its end."""
        found: list[list[Word]] = [[]]
        for word in self.words:
            found[-1].append(word)
            if word.text == "\n":
                found.append([])
        return [Block("line", words=tuple(line)) for line in found if line]

    def as_blocks(self) -> tuple["Block", ...]:
        """What it holds as blocks: where one text has words alone, the other may have more."""
        return self.blocks or ((Block("", words=self.words),) if self.words else ())


def read(markup: str) -> Block:
    """A whole text, as a block without a tag."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return Block("", blocks=tuple(_blocks(reader.root, in_code=False)))


@dataclass
class _Node:
    element: Element
    children: list["_Node | str"] = field(default_factory=list)
    holds_blocks: bool = False

    @property
    def is_block(self) -> bool:
        return self.holds_blocks or self.element.tag in BLOCKS or self.element.tag == "hr"


class _Reader(HTMLParser):
    """What the last gate writes is closed in order, so that a tree needs no more than this."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = _Node(Element(""))
        self.opened = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = tuple((name, value or "") for name, value in attrs if name != "rel")
        self.opened.append(_Node(Element(_OWN_MARKS.get(tag, tag), attributes)))
        if tag in _EMPTY:
            self._close()

    def handle_endtag(self, tag: str) -> None:
        if tag not in _EMPTY:
            self._close()

    def handle_data(self, data: str) -> None:
        self.opened[-1].children.append(data)

    def _close(self) -> None:
        node = self.opened.pop()
        self.opened[-1].children.append(node)
        self.opened[-1].holds_blocks |= node.is_block


def _blocks(node: _Node, *, in_code: bool) -> Iterator[Block]:
    """What stands in a node that holds blocks; the words between two of them are one more."""
    for is_block, children in groupby(node.children, key=_is_block):
        if is_block:
            yield from (_block(child, in_code=in_code) for child in children if isinstance(child, _Node))
        elif words := _words(children, in_code=in_code):
            yield Block("", words=words)


def _is_block(child: _Node | str) -> bool:
    return isinstance(child, _Node) and child.is_block


def _block(node: _Node, *, in_code: bool) -> Block:
    tag, attributes = node.element.tag, node.element.attributes
    in_code = in_code or tag == "pre"
    if node.holds_blocks:
        return Block(tag, attributes, blocks=tuple(_blocks(node, in_code=in_code)))
    return Block(tag, attributes, words=_words(node.children, in_code=in_code))


def _words(children: Iterable[_Node | str], *, in_code: bool) -> tuple[Word, ...]:
    found: list[Word] = []
    _collect(found, children, (), _in_code if in_code else _in_line)
    return tuple(found)


def _collect(
    found: list[Word], children: Iterable[_Node | str], frames: Frames, split: Callable[..., None]
) -> None:
    for child in children:
        if isinstance(child, str):
            split(found, child, frames)
        elif child.element.tag in _EMPTY:
            found.append(Word("", frames, child.element))
        else:
            _collect(found, child.children, (*frames, child.element), split)


def _in_line(found: list[Word], text: str, frames: Frames) -> None:
    for word, gap, space in _WORD.findall(text):
        if word:
            found.append(Word(word, frames, gap=gap))
        elif found:
            found[-1] = replace(found[-1], gap=space)


def _in_code(found: list[Word], text: str, frames: Frames) -> None:
    """Where space is set as it was written, it belongs to the word."""
    found += [Word(word, frames) for word in _CODE.findall(text)]
