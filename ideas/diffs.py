"""What changed between two texts, in words: parts for a template to mark, nothing lost of either text."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from diff_match_patch import diff_match_patch

from ideanet.letters import Alphabet

# A word with the space behind it, ends of lines, or space at the start of a line.
_WORDS = re.compile(r"\S+[^\S\n]*|\n+|[^\S\n]+")
# A word with all the space behind it, or space at the start of the text.
_FLOWING = re.compile(r"\S+\s*|\s+")
# Seconds after which the rest counts as rewritten: no text keeps a page waiting.
LONGEST = 1.0


class Change(StrEnum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


_CHANGES = {0: Change.SAME, 1: Change.ADDED, -1: Change.REMOVED}


@dataclass(frozen=True)
class Part:
    change: Change
    text: str


def words(before: str, after: str) -> list[Part]:
    """The parts in reading order: all but the added ones make up `before`, all but the removed ones `after`."""
    return _compared(_WORDS.findall(before), _WORDS.findall(after), str)


def flowing(before: str, after: str) -> list[Part]:
    """The same, where lines are broken is no change: what stayed is set as in `after`. Two texts that differ
    in nothing else are compared to the letter."""
    parts = _compared(_FLOWING.findall(before), _FLOWING.findall(after), _flowed)
    is_changed = any(part.change is not Change.SAME for part in parts)
    return parts if is_changed else words(before, after)


def _flowed(word: str) -> str:
    """A word whatever stands behind it; only the end of a paragraph counts."""
    return f"{word.strip()}\n\n" if word.count("\n") > 1 else word.strip()


def _compared(before: list[str], after: list[str], meaning: Callable[[str], str]) -> list[Part]:
    """Words that mean the same count as the same."""
    alphabet = Alphabet()
    comparer = diff_match_patch()
    comparer.Diff_Timeout = LONGEST
    coded = alphabet.encode(map(meaning, before)), alphabet.encode(map(meaning, after))
    found = comparer.diff_main(*coded, False)  # noqa: FBT003  # its own name for it is `checklines`, given by position
    comparer.diff_cleanupSemantic(found)
    old, new = iter(before), iter(after)
    parts = []
    for sign, letters in found:
        change = _CHANGES[sign]
        gone = list(islice(old, len(letters))) if change is not Change.ADDED else []
        come = list(islice(new, len(letters))) if change is not Change.REMOVED else gone
        parts.append(Part(change, "".join(come)))
    return parts
