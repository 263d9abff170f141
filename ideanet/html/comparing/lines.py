"""The words of one block compared, and written with marks around those that came and went."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import takewhile, zip_longest
from typing import Final

from ideanet.html.comparing.nodes import Block, Element, Frames, Word
from ideanet.html.comparing.sequences import Work, settled, stretches
from ideanet.html.listed import ASIDE
from ideanet.letters import Alphabet

ADDED: Final = "ins"
REMOVED: Final = "del"
_ASIDE: Final = Element("span", (ASIDE,))


@dataclass(frozen=True)
class Marked:
    """A word as it is written: `mark` is ADDED, REMOVED or nothing."""

    mark: str
    word: Word
    gap: str

    @property
    def frames(self) -> Frames:
        return (Element(self.mark), *self.word.frames) if self.mark else self.word.frames


def compared(
    before: Sequence[Word], after: Sequence[Word], words: Alphabet, work: Work
) -> tuple[list[Marked], bool]:
    """What went stands before what came in its place; what stayed is as in `after`, and the second value says
    whether any of it differs in what cannot be seen."""
    coded = words.encode(word.key for word in before), words.encode(word.key for word in after)
    found: list[Marked] = []
    is_hidden = False
    for stretch in settled(stretches(*coded, work)):
        old, new = [before[i] for i in stretch.before], [after[j] for j in stretch.after]
        if stretch.is_same:
            found += [Marked("", word, word.gap or was.gap) for was, word in zip(old, new, strict=True)]
            is_hidden |= old != new
            continue
        found += _marked(REMOVED, old)
        if old and new and old[-1] is before[-1] and not old[-1].gap and not old[-1].text.endswith("\n"):
            found[-1] = Marked(REMOVED, old[-1], " ")
        found += _marked(ADDED, new)
    return found, is_hidden


def all_marked(mark: str, block: Block | None) -> list[Marked]:
    """The words of a block that holds no blocks."""
    return _marked(mark, block.words if block else ())


def _marked(mark: str, words: Iterable[Word]) -> list[Marked]:
    return [Marked(mark, word, word.gap) for word in words]


class Writer:
    """Writes markup; `says` has the words that tell a screen reader of a mark."""

    def __init__(self, says: Mapping[str, str]) -> None:
        self.says = says
        self.parts: list[str] = []
        self.is_marked = False

    def open(self, element: Element) -> None:
        attributes = "".join(f' {name}="{escape(value)}"' for name, value in element.attributes)
        self.parts.append(f"<{element.tag}{attributes}>")
        if element.tag in self.says:
            self.is_marked = True
            self.open(_ASIDE)
            self.parts.append(f"{escape(self.says[element.tag])} </{_ASIDE.tag}>")

    def close(self, element: Element) -> None:
        self.parts.append(f"</{element.tag}>")

    def line(self, words: list[Marked]) -> None:
        """The space between two words stands in what both stand in."""
        opened: Frames = ()
        for item, following in zip_longest(words, words[1:]):
            self._turn(opened, item.frames)
            self._word(item.word)
            opened = item.frames
            if item.gap:
                around = _shared(opened, following.frames) if following else ()
                self._turn(opened, around)
                self.parts.append(escape(item.gap))
                opened = around
        self._turn(opened, ())

    def _turn(self, opened: Frames, wanted: Frames) -> None:
        shared = len(_shared(opened, wanted))
        for element in reversed(opened[shared:]):
            self.close(element)
        for element in wanted[shared:]:
            self.open(element)

    def _word(self, word: Word) -> None:
        if word.element:
            self.open(word.element)
        else:
            self.parts.append(escape(word.text, quote=False))


def _shared(frames: Frames, others: Frames) -> Frames:
    """What both stand in."""
    both = takewhile(lambda two: two[0] == two[1], zip(frames, others, strict=False))
    return tuple(frame for frame, _ in both)
