"""Which block of the one text is which of the other: those that stayed, and those that are still alike."""

from collections.abc import Sequence
from typing import Final

from rapidfuzz.distance import Indel

from ideanet.html.comparing.nodes import Block
from ideanet.html.comparing.sequences import Work, stretches
from ideanet.letters import Alphabet

Places = tuple[int | None, int | None]

# Blocks of which so much is the same are one that was changed; others are one that went and one that came.
ALIKE: Final = 0.4
# So few words are read at one glance: one that stands alone in the place of another is the same block.
_FEW: Final = 8
# Those whose parts are paired in turn.
_HOLDERS: Final = frozenset({"list", "blockquote", "div", "details", "dl", "figure"})
_FOR_TWO: Final = 500  # steps that it takes to hold any two blocks against each other


def pairs(before: Sequence[Block], after: Sequence[Block], words: Alphabet, work: Work) -> list[Places]:
    """Places in reading order: both where a block stayed, equal or not; one of them where it went or came."""
    keys = Alphabet()
    coded = keys.encode(block.key for block in before), keys.encode(block.key for block in after)
    found: list[Places] = []
    for stretch in stretches(*coded, work):
        if stretch.is_same:
            found += zip(stretch.before, stretch.after, strict=True)
            continue
        old, new = [before[i] for i in stretch.before], [after[j] for j in stretch.after]
        found += [
            (None if i is None else stretch.before[i], None if j is None else stretch.after[j])
            for i, j in _paired(old, new, words, work)
        ]
    return found


def _paired(before: list[Block], after: list[Block], words: Alphabet, work: Work) -> list[Places]:
    """In order, so that together they are as alike as can be."""
    if len(before) == len(after) == 1 and _is_in_place(before[0], after[0]):
        return [(0, 0)]
    alike = _likeness(before, after, words, work)
    best = [[0.0] * (len(after) + 1) for _ in range(len(before) + 1)]
    for i in reversed(range(len(before))):
        for j in reversed(range(len(after))):
            together = best[i + 1][j + 1] + alike[i][j] if alike[i][j] else 0.0
            best[i][j] = max(together, best[i + 1][j], best[i][j + 1])
    return _walked(best)


def _walked(best: list[list[float]]) -> list[Places]:
    """The way through the table along which nothing is lost; what went comes first."""
    found: list[Places] = []
    i, j, end_i, end_j = 0, 0, len(best) - 1, len(best[0]) - 1
    while i < end_i or j < end_j:
        if i < end_i and best[i][j] == best[i + 1][j]:
            found.append((i, None))
            i += 1
        elif j < end_j and best[i][j] == best[i][j + 1]:
            found.append((None, j))
            j += 1
        else:
            found.append((i, j))
            i, j = i + 1, j + 1
    return found


def _is_in_place(before: Block, after: Block) -> bool:
    is_little = max(len(before.all_words), len(after.all_words)) <= _FEW
    return before.kind == after.kind and (is_little or before.kind in _HOLDERS)


def _likeness(before: list[Block], after: list[Block], words: Alphabet, work: Work) -> list[list[float]]:
    """For each two how alike they are, 0 for those that are not one block."""
    old = [words.encode(word.key for word in block.all_words) for block in before]
    new = [words.encode(word.key for word in block.all_words) for block in after]
    # No table is kept of these, and a processor holds 64 letters at once.
    work.spend(len(old) * len(new) * _FOR_TWO + sum(map(len, old)) * sum(map(len, new)) // 16)
    return [
        [
            _alike(block, other, Indel.normalized_similarity(text, theirs, score_cutoff=ALIKE))
            for other, theirs in zip(after, new, strict=True)
        ]
        for block, text in zip(before, old, strict=True)
    ]


def _alike(before: Block, after: Block, likeness: float) -> float:
    if before.kind != after.kind:
        return 0.0
    return max(likeness, ALIKE) if _is_row_of(before, after) else likeness


def _is_row_of(before: Block, after: Block) -> bool:
    """A row of a table is known by what stands at its head."""
    heads = [row.blocks[0] for row in (before, after) if row.kind == "tr" and row.blocks]
    return len(heads) == 2 and heads[0].key == heads[1].key and bool(heads[0].all_words)
