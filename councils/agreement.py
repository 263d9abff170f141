"""How far reviewers agree: Krippendorff's alpha, for figures with gaps and any number of reviewers.

1 is perfect agreement, 0 what chance would give, below 0 worse than chance. See K. Krippendorff,
"Content Analysis", 2018, chapter 12, which also has the bounds of 0.8 and 2/3.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import krippendorff
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Level = Literal["nominal", "ordinal", "interval", "ratio"]
STRONG: Final = 0.8
FAIR: Final = 2 / 3


@dataclass(frozen=True)
class Alpha:
    """The coefficient, or None where there is none, and what that means in words."""

    value: float | None
    meaning: Promise
    units: int


def alpha(units: Sequence[Sequence[int]], level: Level) -> Alpha:
    """Over what was judged: of each unit the values it was given, by whomever, in any order.

    A unit that only one judged says nothing of agreement and is left out, as the measure has it.
    """
    paired = [Counter(unit) for unit in units if len(unit) > 1]
    values = sorted(set().union(*paired))
    if not paired:
        return Alpha(None, _("nothing was judged by two reviewers yet"), 0)
    if len(values) == 1:
        return Alpha(None, _("everybody always said the same, so there is nothing to compare"), len(paired))
    counts = [[unit[value] for value in values] for unit in paired]
    found = float(krippendorff.alpha(value_counts=counts, value_domain=values, level_of_measurement=level))
    return Alpha(found, _meaning(found), len(paired))


def _meaning(value: float) -> Promise:
    if value >= STRONG:
        return _("strong: the figures can be relied on")
    if value >= FAIR:
        return _("fair: good for tentative conclusions")
    if value > 0:
        return _("weak: reviewers read this differently")
    return _("none: no better than chance")
