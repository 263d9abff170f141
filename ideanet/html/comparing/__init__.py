"""Two texts as readers see them made one, with the words that came and went marked where they stand."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import count, zip_longest
from typing import Final

from ideanet.html.comparing import lines, tables
from ideanet.html.comparing.lines import ADDED, REMOVED, Marked, Writer
from ideanet.html.comparing.nodes import Block, Element, read
from ideanet.html.comparing.pairing import Places, pairs
from ideanet.html.comparing.sequences import Work
from ideanet.letters import Alphabet

__all__ = ["ADDED", "REMOVED", "Comparison", "Work", "Writer"]

_RULE: Final = "hr"
_PARTS_OF_TABLES: Final = ("caption", "thead", "rows")
Two = tuple[Block | None, Block | None]


@dataclass
class Comparison:
    """Writes the second text with what is gone of the first. Its markup has to pass the last gate once more."""

    writer: Writer
    work: Work
    words: Alphabet = field(default_factory=Alphabet)
    # What changed and cannot be seen: where a link leads, the level of a heading.
    is_hidden: bool = False

    def write(self, before: str, after: str) -> str:
        """Both are markup from the last gate. Raises TooMuchError."""
        self._blocks(read(before).blocks, read(after).blocks)
        return "".join(self.writer.parts)

    def _blocks(self, before: Sequence[Block], after: Sequence[Block]) -> None:
        for old, new in self._paired(before, after):
            self._pair(old, new)

    def _paired(self, before: Sequence[Block], after: Sequence[Block]) -> list[Two]:
        return [
            (None if i is None else before[i], None if j is None else after[j])
            for i, j in pairs(before, after, self.words, self.work)
        ]

    def _pair(self, old: Block | None, new: Block | None) -> None:
        if old is None or new is None:
            self._alone(old, REMOVED)
            self._alone(new, ADDED)
        elif old.key == new.key:
            self.is_hidden |= old != new
            self._alone(new)
        elif old.kind == "table":
            self._tables(old, new)
        else:
            self._changed(old, new)

    def _changed(self, old: Block, new: Block) -> None:
        self._open(new, old)
        if not (old.blocks or new.blocks):
            is_code = old.tag == new.tag == "pre"
            self.writer.line(self._code(old, new) if is_code else self._line(old, new))
        elif new.tag == "ol":
            for before, after in _numbered(old, new, self._paired(old.as_blocks(), new.as_blocks())):
                self._pair(before, after)
        else:
            self._blocks(old.as_blocks(), new.as_blocks())
        self._close(new)

    def _line(self, old: Block | None, new: Block | None) -> list[Marked]:
        """The words of two blocks that hold nothing else, or of one."""
        if old is None or new is None:
            return lines.all_marked(REMOVED, old) + lines.all_marked(ADDED, new)
        line, is_hidden = lines.compared(old.words, new.words, self.words, self.work)
        self.is_hidden |= is_hidden
        return line

    def _code(self, old: Block, new: Block) -> list[Marked]:
        """Line by line, and in words where a line is still alike."""
        paired = self._paired(old.as_lines(), new.as_lines())
        return [word for before, after in paired for word in self._line(before, after)]

    def _alone(self, block: Block | None, mark: str = "") -> None:
        """A block that has no partner, or one that needs none."""
        if block is None:
            return
        if block.tag == _RULE:
            self._rule(mark)
            return
        self._open(block)
        self.writer.line(lines.all_marked(mark, block))
        for part in block.blocks:
            self._alone(part, mark)
        self._close(block)

    def _rule(self, mark: str) -> None:
        frames = [Element(mark)] if mark else []
        for element in [*frames, Element(_RULE)]:
            self.writer.open(element)
        for element in frames:
            self.writer.close(element)

    def _tables(self, old: Block, new: Block) -> None:
        if not (tables.is_grid(old) and tables.is_grid(new)):
            self._alone(old, REMOVED)
            self._alone(new, ADDED)
            return
        layout = tables.columns(old, new, self.words, self.work)
        self._open(new, old)
        for kind in _PARTS_OF_TABLES:
            parts = ([part for part in table.blocks if part.kind == kind] for table in (old, new))
            for before, after in zip_longest(*parts):
                self._rows(before, after, layout)
        self._close(new)

    def _rows(self, old: Block | None, new: Block | None, layout: list[Places]) -> None:
        """A part of a table, such as its body; all rows have the columns of both tables."""
        shown = new or old
        if shown is None or shown.kind == "caption":
            self._pair(old, new)
            return
        self._open(shown)
        was, now = (part.blocks if part else () for part in (old, new))
        for i, j in pairs(*tables.in_common(was, now, layout), self.words, self.work):
            self._row(None if i is None else was[i], None if j is None else now[j], layout)
        self._close(shown)

    def _row(self, old: Block | None, new: Block | None, layout: list[Places]) -> None:
        row = Block("tr")
        self._open(row)
        for cells in tables.cells(old, new, layout):
            self._pair(*cells)
        self._close(row)

    def _open(self, block: Block, old: Block | None = None) -> None:
        """`old` is what the block was before."""
        if old:
            self.is_hidden |= (old.tag, old.attributes) != (block.tag, block.attributes)
        if block.tag:
            self.writer.open(Element(block.tag, block.attributes))

    def _close(self, block: Block) -> None:
        if block.tag:
            self.writer.close(Element(block.tag))
        self.writer.parts.append("\n")


def _numbered(old: Block, new: Block, items: list[Two]) -> list[Two]:
    """Each item under the number that it has in its own text; as they are where none is gone."""
    blocks = [block for two in items for block in two if block is not None]
    if all(after for _, after in items) or any(block.attributes for block in blocks):
        return items
    was, now = count(_start(old)), count(_start(new))
    found: list[Two] = []
    for before, after in items:
        gone, here = before and next(was), after and next(now)
        number = (("value", str(here or gone)),)
        found.append(
            (before and replace(before, attributes=number), after and replace(after, attributes=number))
        )
    return found


def _start(listed: Block) -> int:
    return int(dict(listed.attributes).get("start") or 1)
