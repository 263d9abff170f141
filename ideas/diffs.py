"""What changed between two texts, in words: parts for a template to mark, nothing lost of either text."""

import re
from dataclasses import dataclass
from enum import StrEnum

from diff_match_patch import diff_match_patch

# A word with the space behind it, ends of lines, or space at the start of a line.
_WORDS = re.compile(r"\S+[^\S\n]*|\n+|[^\S\n]+")
# Seconds after which the rest counts as rewritten: no text keeps a page waiting.
LONGEST = 1.0
_SURROGATES = (0xD800, 0xDFFF)


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
    alphabet = _Alphabet()
    comparer = diff_match_patch()
    comparer.Diff_Timeout = LONGEST
    found = comparer.diff_main(alphabet.encode(before), alphabet.encode(after), False)  # noqa: FBT003  # its own name for it is `checklines`, given by position
    comparer.diff_cleanupSemantic(found)
    return [Part(_CHANGES[change], alphabet.decode(text)) for change, text in found]


class _Alphabet:
    """One character for each different word, so that what compares characters compares words."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.letters: dict[str, str] = {}

    def encode(self, text: str) -> str:
        return "".join(self._letter(word) for word in _WORDS.findall(text))

    def decode(self, letters: str) -> str:
        return "".join(self.words[_place(letter)] for letter in letters)

    def _letter(self, word: str) -> str:
        if word not in self.letters:
            self.letters[word] = _letter_at(len(self.words))
            self.words.append(word)
        return self.letters[word]


def _letter_at(place: int) -> str:
    """Half of a pair of surrogates is no character."""
    first, last = _SURROGATES
    return chr(place if place < first else place + last - first + 1)


def _place(letter: str) -> int:
    first, last = _SURROGATES
    return ord(letter) if ord(letter) < first else ord(letter) - (last - first + 1)
