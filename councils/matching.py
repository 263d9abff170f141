"""Who should review what: a minimum-cost flow over all open reviews at once, pure and repeatable.

A review needs so many members and a member takes so many reviews, so the programme is a flow, and the
optimum of a flow is whole numbers (Ahuja, Magnanti, Orlin, "Network Flows", 1993, theorem 9.10). Members who
should not meet are the one rule that is none: where there are any, it is solved in whole numbers.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from councils.programmes import Programme

# What it costs to leave a place empty, a member idle, or a wish for a seat class unmet: dearer than any match.
EMPTY, UNMIXED = 1e6, 1e4

Pair = tuple[int, int]
_Key = TypeVar("_Key")


@dataclass(frozen=True)
class Problem:
    """Reviews and members go by their keys.

    `costs` holds the permitted pairs (review, member), the cheaper the better; what is not in it never happens.
    `needs`: how many members a review still needs. `room` and `least`: how many reviews a member can take, and
    should get. `mix`: how many of a review's new members should sit in a seat of a class; `classes`: who sits in
    which. `apart`: pairs of members who must not share a review; `there`: the members a review has already.
    `loads`: the reviews a member carries already; each further one costs `fairness` more than the one before.
    """

    costs: Mapping[Pair, float]
    needs: Mapping[int, int]
    room: Mapping[int, int]
    least: Mapping[int, int] = field(default_factory=dict)
    mix: Mapping[int, Mapping[str, int]] = field(default_factory=dict)
    classes: Mapping[int, str] = field(default_factory=dict)
    apart: frozenset[frozenset[int]] = frozenset()
    there: Mapping[int, frozenset[int]] = field(default_factory=dict)
    loads: Mapping[int, int] = field(default_factory=dict)
    fairness: float = 0.0


@dataclass(frozen=True)
class Matching:
    """`cost` is that of the pairs alone. The places nobody could take, by review; the wishes for a class that
    could not be met; the reviews that a member should have got and did not.
    """

    pairs: list[Pair]
    cost: float
    missing: dict[int, int]
    unmixed: dict[tuple[int, str], int]
    idle: dict[int, int]


def match(problem: Problem) -> Matching:
    """The cheapest way to fill as many places as can be filled.

    Raises `ProgrammeError` where the solver fails. The same problem gives the same answer.
    """
    programme = Programme()
    pairs = {pair: programme.add(cost, 1) for pair, cost in sorted(_permitted(problem).items())}
    by_review, by_member = _sides(pairs)
    missing = {review: programme.add(EMPTY, need) for review, need in sorted(problem.needs.items())}
    for review, need in problem.needs.items():
        programme.hold([*by_review.get(review, {}).values(), missing[review]], need, need)
    unmixed = _mix(problem, programme, by_review)
    idle = _share(problem, programme, by_member)
    meetings = _keep_apart(problem, programme, by_review)
    chosen = programme.solve(is_flow=not meetings)
    taken = [pair for pair, column in pairs.items() if chosen[column]]
    return Matching(
        pairs=taken,
        cost=sum(problem.costs[pair] for pair in taken),
        missing=_counted(missing, chosen),
        unmixed=_counted(unmixed, chosen),
        idle=_counted(idle, chosen),
    )


def _permitted(problem: Problem) -> dict[Pair, float]:
    """The pairs that neither a full load nor a member already there rules out."""
    return {
        (review, member): cost
        for (review, member), cost in problem.costs.items()
        if review in problem.needs
        and problem.room.get(member, 0) > 0
        and not any(frozenset({member, other}) in problem.apart for other in problem.there.get(review, ()))
    }


def _sides(pairs: Mapping[Pair, int]) -> tuple[dict[int, dict[int, int]], dict[int, list[int]]]:
    """The columns of each review by member, and of each member."""
    by_review: dict[int, dict[int, int]] = {}
    by_member: dict[int, list[int]] = {}
    for (review, member), column in pairs.items():
        by_review.setdefault(review, {})[member] = column
        by_member.setdefault(member, []).append(column)
    return by_review, by_member


def _mix(
    problem: Problem, programme: Programme, by_review: Mapping[int, Mapping[int, int]]
) -> dict[tuple[int, str], int]:
    columns: dict[tuple[int, str], int] = {}
    for review, wanted in sorted(problem.mix.items()):
        for seat_class, number in sorted(wanted.items()):
            columns[review, seat_class] = unmet = programme.add(UNMIXED, number)
            members = by_review.get(review, {}).items()
            fitting = [column for member, column in members if problem.classes.get(member) == seat_class]
            programme.hold([*fitting, unmet], number)
    return columns


def _share(problem: Problem, programme: Programme, by_member: Mapping[int, list[int]]) -> dict[int, int]:
    """Caps, floors, and a price that rises with each further review of a member."""
    for member, columns in by_member.items():
        carried = problem.loads.get(member, 0)
        room = min(problem.room[member], len(columns))
        # One column for each further review: the cheaper ones fill first, as the price only rises.
        steps = [programme.add(problem.fairness * (carried + step), 1) for step in range(room)]
        programme.hold(columns, 0, 0, minus=steps)
    idle = {
        member: programme.add(EMPTY, number) for member, number in sorted(problem.least.items()) if number
    }
    for member, column in idle.items():
        programme.hold([*by_member.get(member, []), column], problem.least[member])
    return idle


def _keep_apart(problem: Problem, programme: Programme, by_review: Mapping[int, Mapping[int, int]]) -> int:
    """At most one of each two on any review; how many such rows it took."""
    count = 0
    for one, other in sorted(sorted(two) for two in problem.apart):
        for columns in by_review.values():
            if one in columns and other in columns:
                programme.hold([columns[one], columns[other]], 0, 1)
                count += 1
    return count


def _counted(columns: Mapping[_Key, int], chosen: list[int]) -> dict[_Key, int]:
    return {key: chosen[column] for key, column in columns.items() if chosen[column]}
