"""Tables compared: which column of the one is which of the other, so that rows keep their columns."""

from collections.abc import Sequence
from typing import Final

from ideanet.html.comparing.nodes import Block
from ideanet.html.comparing.pairing import Places, pairs
from ideanet.html.comparing.sequences import Work, stretches
from ideanet.letters import Alphabet

_SPANS: Final = frozenset({"colspan", "rowspan"})
_NOTHING: Final = Block("td")


def is_grid(table: Block) -> bool:
    """Whether each row has a cell for each column, as in every table that was not written in HTML."""
    rows = _rows(table)
    cells = [cell for row in rows for cell in row.blocks]
    return (
        len({len(row.blocks) for row in rows}) == 1
        and all(cell.kind == "cell" for cell in cells)
        and not any(name in _SPANS for cell in cells for name, _ in cell.attributes)
    )


def columns(before: Block, after: Block, words: Alphabet, work: Work) -> list[Places]:
    """The columns of two grids; as many new heads as old ones in one place are the same columns renamed."""
    old, new, heads = _standing(before), _standing(after), Alphabet()
    coded = heads.encode(c.blocks[0].key for c in old), heads.encode(c.blocks[0].key for c in new)
    found: list[Places] = []
    for stretch in stretches(*coded, work):
        if len(stretch.before) == len(stretch.after):
            found += zip(stretch.before, stretch.after, strict=True)
            continue
        theirs = pairs([old[i] for i in stretch.before], [new[j] for j in stretch.after], words, work)
        found += [
            (None if i is None else stretch.before[i], None if j is None else stretch.after[j])
            for i, j in theirs
        ]
    return found


def in_common(
    before: Sequence[Block], after: Sequence[Block], layout: list[Places]
) -> tuple[list[Block], list[Block]]:
    """The rows of both without the columns that went or came: what tells which row is which."""
    both = [(i, j) for i, j in layout if i is not None and j is not None]
    return (
        [Block("tr", blocks=tuple(row.blocks[i] for i, _ in both)) for row in before],
        [Block("tr", blocks=tuple(row.blocks[j] for _, j in both)) for row in after],
    )


def cells(
    before: Block | None, after: Block | None, layout: list[Places]
) -> list[tuple[Block | None, Block | None]]:
    """The cells of two rows, or of one, under the columns of both tables."""
    found = []
    for i, j in layout:
        old = before.blocks[i] if before and i is not None else None
        new = after.blocks[j] if after and j is not None else None
        # A row that came has nothing to say in a column that went.
        found.append((old, new) if old or new else (_NOTHING, _NOTHING))
    return found


def _rows(table: Block) -> list[Block]:
    return [row for section in table.blocks for row in section.blocks if row.kind == "tr"]


def _standing(table: Block) -> list[Block]:
    """The columns as blocks that hold their cells, the head first."""
    return [
        Block("column", blocks=column) for column in zip(*(row.blocks for row in _rows(table)), strict=True)
    ]
