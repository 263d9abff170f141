"""Assignment as a minimum-cost flow: known answers, and what holds whatever the problem."""

from collections import Counter
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from councils.matching import EMPTY, Matching, Problem, match


def _problem(costs: list[list[float]], **more: object) -> Problem:
    """Rows are reviews, columns members; one each, unless told otherwise."""
    pairs = {(row, column): cost for row, line in enumerate(costs) for column, cost in enumerate(line)}
    given_ = {"needs": dict.fromkeys(range(len(costs)), 1), "room": dict.fromkeys(range(len(costs[0])), 1)}
    return Problem(pairs, **(given_ | more))  # type: ignore[arg-type]  # The fields of Problem, by name.


def test_the_textbook_assignment_comes_out() -> None:
    found = match(_problem([[4, 1, 3], [2, 0, 5], [3, 2, 2]]))
    assert (found.pairs, found.cost) == ([(0, 1), (1, 0), (2, 2)], 5)


def test_five_papers_with_conflicts_caps_and_floors_come_out() -> None:
    # openreview-matcher's min-max case; its dear pairs are the forbidden ones.
    costs = [
        [-10, 1, 1, -10, -10],
        [-100, -10, -10, -100, 1],
        [1, -10, -10, -100, -100],
        [-10, -100, -100, -10, -10],
    ]
    forbidden = {1: {0, 3}, 2: {3, 4}, 3: {1, 2}}
    pairs = {
        (paper, reviewer): float(cost)
        for reviewer, row in enumerate(costs)
        for paper, cost in enumerate(row)
        if paper not in forbidden.get(reviewer, set())
    }
    found = match(
        Problem(
            pairs,
            needs=dict.fromkeys(range(5), 2),
            room=dict.fromkeys(range(4), 3),
            least=dict.fromkeys(range(4), 1),
        )
    )
    loads = Counter(reviewer for _paper, reviewer in found.pairs)
    assert found.cost == -100
    assert (found.missing, found.idle) == ({}, {})
    assert Counter(paper for paper, _reviewer in found.pairs) == dict.fromkeys(range(5), 2)
    assert all(1 <= loads[reviewer] <= 3 for reviewer in range(4))


def test_two_who_should_not_meet_never_share_a_review() -> None:
    apart = frozenset({frozenset({0, 1})})
    found = match(_problem([[0, 0, 9]], needs={0: 2}, apart=apart))
    assert found.pairs in ([(0, 0), (0, 2)], [(0, 1), (0, 2)])
    # Neither does one join another who is there already.
    joined = match(
        Problem({(0, 0): 0, (0, 2): 9}, {0: 1}, {0: 1, 2: 1}, apart=apart, there={0: frozenset({1})})
    )
    assert joined.pairs == [(0, 2)]


def test_a_wished_for_class_is_worth_more_than_a_better_match() -> None:
    found = match(
        _problem(
            [[0, 1, 50]],
            needs={0: 2},
            classes={0: "expert", 1: "expert", 2: "customer"},
            mix={0: {"customer": 1}},
        )
    )
    assert found.pairs == [(0, 0), (0, 2)]
    assert found.unmixed == {}


def test_a_wish_that_cannot_be_met_is_said_and_costs_no_place() -> None:
    found = match(
        _problem([[0, 1]], needs={0: 2}, classes={0: "expert", 1: "expert"}, mix={0: {"customer": 1}})
    )
    assert found.pairs == [(0, 0), (0, 1)]
    assert found.unmixed == {(0, "customer"): 1}


def test_load_is_shared_before_it_is_piled_up() -> None:
    found = match(_problem([[0, 0.1]] * 4, room={0: 4, 1: 4}, fairness=1))
    assert Counter(member for _review, member in found.pairs) == {0: 2, 1: 2}


def test_who_carries_much_already_gets_less() -> None:
    found = match(_problem([[0, 0]] * 3, room={0: 3, 1: 3}, loads={0: 3}, fairness=1))
    assert Counter(member for _review, member in found.pairs) == {1: 3}


def test_nothing_asked_is_nothing_matched() -> None:
    assert match(Problem({}, {}, {})) == Matching([], 0, {}, {}, {})


def test_nobody_to_ask_leaves_every_place_empty() -> None:
    assert match(Problem({}, {7: 3}, {})).missing == {7: 3}


@st.composite
def _problems(draw: st.DrawFn) -> Problem:
    reviews, members = range(draw(st.integers(1, 4))), range(100, 100 + draw(st.integers(2, 5)))
    costs = {
        (review, member): draw(st.integers(0, 9)) / 2
        for review in reviews
        for member in members
        if draw(st.booleans())
    }
    two = st.sampled_from(list(combinations(members, 2)))
    return Problem(
        costs,
        needs={review: draw(st.integers(0, 3)) for review in reviews},
        room={member: draw(st.integers(0, 3)) for member in members},
        apart=frozenset(frozenset(pair) for pair in draw(st.lists(two, max_size=2))),
        fairness=draw(st.sampled_from([0.0, 0.5])),
    )


@given(_problems())
def test_conflicts_caps_and_demand_always_hold(problem: Problem) -> None:
    found = match(problem)
    loads = Counter(member for _review, member in found.pairs)
    filled = Counter(review for review, _member in found.pairs)
    assert set(found.pairs) <= set(problem.costs)
    assert len(set(found.pairs)) == len(found.pairs)
    assert all(loads[member] <= room for member, room in problem.room.items())
    assert {r: filled[r] + found.missing.get(r, 0) for r in problem.needs} == dict(problem.needs)
    for two in problem.apart:
        assert all(not two <= {m for r, m in found.pairs if r == review} for review in problem.needs)


@given(_problems())
def test_no_place_stays_empty_that_one_more_pair_would_fill(problem: Problem) -> None:
    found = match(problem)
    loads = Counter(member for _review, member in found.pairs)
    for review, member in set(problem.costs) - set(found.pairs):
        with_them = {m for r, m in found.pairs if r == review}
        is_free = loads[member] < problem.room[member]
        meets = any(frozenset({member, other}) in problem.apart for other in with_them)
        assert not (found.missing.get(review, 0) and is_free and not meets)


@given(_problems())
def test_the_same_problem_has_the_same_answer(problem: Problem) -> None:
    assert match(problem) == match(problem)


def test_an_empty_place_is_dearer_than_any_match() -> None:
    assert match(_problem([[EMPTY / 10]])).missing == {}
