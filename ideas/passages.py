"""Passages: the blocks of a body as it was typed, found again in later texts, and changed there."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from diff_match_patch import diff_match_patch
from rapidfuzz import fuzz, utils

from ideanet import html

# Of a hundred: how alike a passage must be to words that were selected on a page.
ALIKE: Final = 60


@dataclass(frozen=True)
class Passage:
    """`source` is `body[start:start + len(source)]`; `text` is what a reader reads of it."""

    place: int
    start: int
    source: str
    text: str


def passages(body: str) -> list[Passage]:
    """All of them in order; a body too intricate to be read is one."""
    lines = body.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    found: list[Passage] = []
    for block in html.blocks(body):
        first, last = block.lines
        source = "\n".join(lines[first:last]).rstrip()
        if source:
            found.append(Passage(len(found), starts[first], source, block.text))
    return found or ([Passage(0, 0, body, body)] if body.strip() else [])


def occurrence(body: str, passage: Passage) -> int:
    """How many passages before it read the same."""
    return sum(other.source == passage.source for other in passages(body)[: passage.place])


def locate(body: str, then: str, before: str, nth: int) -> Passage | None:
    """The nth passage that reads `before`, as it stood in the text `then`, in the text as it is now.

    None where it has changed since, or where equal ones came or went, so that nobody knows which is meant.
    """
    now = [passage for passage in passages(body) if passage.source == before]
    were = sum(passage.source == before for passage in passages(then))
    return now[nth] if len(now) == were and nth < len(now) else None


def closest(body: str, before: str) -> Passage | None:
    """The passage that most resembles one that is gone; None in an empty text."""
    found = passages(body)
    return max(found, key=lambda passage: fuzz.ratio(passage.source, before)) if found else None


def selected(found: Iterable[Passage], words: str) -> Passage | None:
    """The passage that words selected on a page are of, as far as one can tell."""
    wanted = utils.default_process(words)
    scored = [(fuzz.partial_ratio(wanted, utils.default_process(p.text)), p) for p in found]
    score, best = max(scored, key=lambda pair: pair[0], default=(0, None))
    return best if wanted and score >= ALIKE else None


def replace(body: str, passage: Passage, after: str) -> str:
    """The body with the passage changed; where nothing is left of it, its blank line goes too."""
    rest = body[passage.start + len(passage.source) :]
    if not after.strip():
        return (body[: passage.start] + rest.lstrip("\n")).rstrip("\n")
    return body[: passage.start] + after.strip("\n") + rest


def merged(before: str, after: str, now: str) -> str | None:
    """What the change from `before` to `after` makes of a passage that has changed too; None if it does not fit."""
    tool = diff_match_patch()
    text, fits = tool.patch_apply(tool.patch_make(before, after), now)
    return str(text) if all(fits) and text != now else None
