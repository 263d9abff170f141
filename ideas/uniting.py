"""Two texts become one: where they differ, each passage is theirs, mine, or both one after the other."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ideas import diffs
from ideas.diffs import Change


class Choice(StrEnum):
    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"


@dataclass(frozen=True)
class Passage:
    """What stands in either text at one place; the same words in both where `number` is 0."""

    number: int
    theirs: str
    mine: str

    def chosen(self, choice: str) -> str:
        if not self.number or choice == Choice.THEIRS:
            return self.theirs
        if choice == Choice.BOTH and self.theirs and self.mine:
            gap = "" if self.theirs[-1].isspace() else " "
            return f"{self.theirs}{gap}{self.mine}"
        return self.theirs + self.mine if choice == Choice.BOTH else self.mine


def passages(theirs: str, mine: str) -> list[Passage]:
    """Both texts in reading order; those that differ are numbered from 1."""
    found: list[Passage] = []
    removed = added = ""
    number = 0
    for part in [*diffs.words(theirs, mine), diffs.Part(Change.SAME, "")]:
        if part.change == Change.REMOVED:
            removed += part.text
        elif part.change == Change.ADDED:
            added += part.text
        else:
            if removed or added:
                number += 1
                found.append(Passage(number, removed, added))
                removed = added = ""
            found += [Passage(0, part.text, part.text)] if part.text else []
    return found


def united(theirs: str, mine: str, choices: Mapping[int, str]) -> str:
    """One text of the two; what nobody chose is mine."""
    return "".join(
        passage.chosen(choices.get(passage.number, Choice.MINE)) for passage in passages(theirs, mine)
    )
