"""How much of a text has changed, as a share of its words: what decides whether supporters are asked again."""

from fractions import Fraction
from typing import Final

from rapidfuzz.distance import Indel

# A revision that changes more of the body than this asks supporters again, whatever its author says.
MATERIAL: Final = Fraction(1, 3)


def changed(before: str, after: str) -> float:
    """From 0 (the same words in the same order) to 1 (none in common).

    The words to take out of one text and to put in to make it the other, over the words of both: the
    normalised Indel distance over words, which is exact and the same either way round. Markdown's marks
    count with the word they touch.
    """
    return float(Indel.normalized_distance(before.split(), after.split()))


def percent(before: str, after: str) -> int:
    """As pages say it: whole, and never 0 or 100 where that would be a lie."""
    share = changed(before, after)
    return min(99, max(1, round(share * 100))) if 0 < share < 1 else round(share * 100)


def is_material(after: str, *earlier: str) -> bool:
    """Whether it is more than a third away from any of the earlier texts."""
    return any(changed(before, after) > MATERIAL for before in earlier)
