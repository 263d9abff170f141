"""Two rows of letters compared: which stretches stayed, and which of one stand in place of which of the other."""

from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Final

from rapidfuzz.distance import Indel, Postfix, Prefix

from ideanet.html.dialect import TooMuchError

# Pairs of letters held against each other, for all of two texts. The table of that many takes 25 MB for a moment.
MOST_STEPS: Final = 200_000_000


class Work:
    """What comparing has cost so far, counted and not timed: the same two texts always end the same way."""

    def __init__(self, most: int = MOST_STEPS) -> None:
        self.left = most

    def spend(self, steps: int) -> None:
        """Raises TooMuchError when there is more to compare than a page can wait for."""
        self.left -= steps
        if self.left < 0:
            raise TooMuchError


@dataclass(frozen=True)
class Stretch:
    """These places of the one row are those of the other; or else these went and those came, either may be none."""

    is_same: bool
    before: range
    after: range


def stretches(before: str, after: str, work: Work) -> list[Stretch]:
    """In order and without gaps, one that changed always between two that stayed: as few changes as there can be."""
    kept = Prefix.similarity(before, after) + Postfix.similarity(before, after)
    work.spend(max(0, len(before) - kept) * max(0, len(after) - kept))
    steps = [
        Stretch(
            step.tag == "equal",
            range(step.src_start, step.src_end),
            range(step.dest_start, step.dest_end),
        )
        for step in Indel.opcodes(before, after)
    ]
    return [_across(*group) for _, group in groupby(steps, key=attrgetter("is_same"))]


def settled(found: list[Stretch]) -> list[Stretch]:
    """The same, where what stayed is no longer than the changes on both sides of it counts as rewritten with them:
    a sentence that was replaced is not riddled with the small words that both happen to use."""
    done: list[Stretch] = []
    for stretch in found:
        done.append(stretch)
        while len(done) > 2 and not stretch.is_same and _is_by_chance(*done[-3:]):
            done[-3:] = [_across(*done[-3:])]
    return done


def _is_by_chance(first: Stretch, kept: Stretch, last: Stretch) -> bool:
    return all(len(kept.after) <= max(len(side.before), len(side.after)) for side in (first, last))


def _across(*together: Stretch) -> Stretch:
    """Neighbours as one."""
    first, *_, last = (together[0], *together)
    return Stretch(
        all(stretch.is_same for stretch in together),
        range(first.before.start, last.before.stop),
        range(first.after.start, last.after.stop),
    )
