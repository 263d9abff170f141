"""Ranked ballots: plurality, Borda and Schulze.

A ballot ranks some of the options, best first and without ties; what it leaves out counts as last,
together. `Ballots` are such rankings with how often each was cast.
"""

from collections.abc import Hashable, Sequence
from fractions import Fraction
from itertools import permutations
from typing import TypeVar

Option = TypeVar("Option", bound=Hashable)
Ballots = Sequence[tuple[int, Sequence[Option]]]
Matrix = dict[Option, dict[Option, int]]


def plurality(options: Sequence[Option], ballots: Ballots[Option]) -> dict[Option, int]:
    """How many ballots put each option first."""
    firsts = dict.fromkeys(options, 0)
    for count, ranking in ballots:
        if ranking:
            firsts[ranking[0]] += count
    return firsts


def borda(options: Sequence[Option], ballots: Ballots[Option]) -> dict[Option, Fraction]:
    """On each ballot an option gets a point for every option below it and half a point for every
    option level with it, so that what a ballot leaves out shares what is left evenly.

    Source: de Borda 1781; for ties the usual averaging, which keeps the sum of a ballot's points.
    """
    points = dict.fromkeys(options, Fraction(0))
    for count, ranking in ballots:
        missing = len(options) - len(ranking)
        for place, option in enumerate(ranking, start=1):
            points[option] += count * (len(options) - place)
        for option in set(options) - set(ranking):
            points[option] += count * Fraction(missing - 1, 2)
    return points


def pairwise(options: Sequence[Option], ballots: Ballots[Option]) -> Matrix[Option]:
    """[a][b]: how many ballots put a above b."""
    preferred: Matrix[Option] = {a: {b: 0 for b in options if b != a} for a in options}
    for count, ranking in ballots:
        below = set(options)
        for option in ranking:
            below.discard(option)
            for other in below:
                preferred[option][other] += count
    return preferred


def strongest_paths(preferred: Matrix[Option]) -> Matrix[Option]:
    """[a][b]: the strength of the strongest path from a to b, by winning votes.

    A path's strength is that of its weakest link; only links that more ballots support than oppose
    count. Source: Schulze, "A new monotonic, clone-independent, reversal symmetric, and
    Condorcet-consistent single-winner election method", Social Choice and Welfare 36 (2011), 2.3.
    """
    options = list(preferred)
    strength: Matrix[Option] = {
        a: {b: votes if votes > preferred[b][a] else 0 for b, votes in row.items()}
        for a, row in preferred.items()
    }
    # Floyd and Warshall's widest paths: the middle one must be the outermost loop.
    for middle in options:
        for a, b in permutations([option for option in options if option != middle], 2):
            through = min(strength[a][middle], strength[middle][b])
            strength[a][b] = max(strength[a][b], through)
    return strength


def schulze(options: Sequence[Option], ballots: Ballots[Option]) -> dict[Option, int]:
    """By how many options each is beaten: 0 for the winners.

    a beats b when the strongest path from a to b is stronger than the one back. That relation is
    transitive, so an option beaten by fewer is never behind one beaten by more.
    """
    strength = strongest_paths(pairwise(options, ballots))
    return {b: sum(strength[a][b] > strength[b][a] for a in options if a != b) for b in options}
