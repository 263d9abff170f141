"""The people's methods, from frozen inputs to standings: plurality, Borda and Schulze.

Inputs: {"entries": [key], "ballots": [{"count", "ranking": [key]}]}. No parameters.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from awards.methods import ranked
from awards.methods.ranked import Ballots
from awards.methods.standings import CannotDecideError, Standing, ranks, rounded


def plurality(inputs: Mapping[str, Any], _parameters: Mapping[str, Any]) -> list[Standing]:
    """The entry that most ballots put first."""
    options, ballots = _ballots(inputs)
    return _standings(inputs, {key: Fraction(n) for key, n in ranked.plurality(options, ballots).items()})


def borda(inputs: Mapping[str, Any], _parameters: Mapping[str, Any]) -> list[Standing]:
    """The entry with the most points."""
    return _standings(inputs, ranked.borda(*_ballots(inputs)))


def schulze(inputs: Mapping[str, Any], _parameters: Mapping[str, Any]) -> list[Standing]:
    """The entry that no other beats; the score is how many others it is not beaten by."""
    options, ballots = _ballots(inputs)
    beaten = ranked.schulze(options, ballots)
    paths = ranked.strongest_paths(ranked.pairwise(options, ballots))
    working = {a: {"paths": [[b, paths[a][b], paths[b][a]] for b in options if b != a]} for a in options}
    scores = {option: Fraction(len(options) - 1 - count) for option, count in beaten.items()}
    return _standings(inputs, scores, working)


def _ballots(inputs: Mapping[str, Any]) -> tuple[list[int], Ballots[int]]:
    """Raises CannotDecideError when nobody voted."""
    ballots = [(ballot["count"], ballot["ranking"]) for ballot in inputs["ballots"]]
    if not ballots:
        raise CannotDecideError("no ballots")
    return list(inputs["entries"]), ballots


def _standings(
    inputs: Mapping[str, Any],
    scores: Mapping[int, Fraction],
    working: Mapping[int, dict[str, Any]] | None = None,
) -> list[Standing]:
    places = ranks(scores)
    found = [
        Standing(
            entry,
            places[entry],
            rounded(score),
            {"exact": str(score), "positions": _positions(inputs, entry)} | (working or {}).get(entry, {}),
        )
        for entry, score in scores.items()
    ]
    return sorted(found, key=lambda standing: (standing.rank, standing.entry))


def _positions(inputs: Mapping[str, Any], entry: int) -> list[int]:
    """How many ballots put the entry first, second, …; the last figure is how many left it out."""
    counts = [0] * (len(inputs["entries"]) + 1)
    for ballot in inputs["ballots"]:
        ranking = ballot["ranking"]
        counts[ranking.index(entry) if entry in ranking else -1] += ballot["count"]
    return counts
