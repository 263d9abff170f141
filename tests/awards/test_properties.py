"""What must hold of the methods whatever people say."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from awards.methods import jury, people, ranked
from awards.methods.additive import DisconnectedError, fit
from awards.methods.standings import CannotDecideError, rounded

OPTIONS = "ABCD"
RANKINGS = st.permutations(OPTIONS).flatmap(
    lambda order: st.integers(1, len(order)).map(lambda size: tuple(order[:size]))
)
BALLOTS = st.lists(st.tuples(st.integers(1, 5), RANKINGS), min_size=1, max_size=8)
METHODS = st.sampled_from(["plurality", "borda", "schulze"])


def score(method: str, ballots: Any, options: Any = OPTIONS) -> dict[Any, Any]:
    """More is better, for every method."""
    found: dict[Any, Any] = getattr(ranked, method)(options, ballots)
    return {key: -value for key, value in found.items()} if method == "schulze" else found


@given(METHODS, BALLOTS, st.randoms())
def test_the_order_of_the_ballots_does_not_matter(method: str, ballots: Any, chance: Any) -> None:
    shuffled = list(ballots)
    chance.shuffle(shuffled)
    assert score(method, shuffled) == score(method, ballots)


@given(METHODS, BALLOTS, st.permutations(OPTIONS))
def test_no_option_is_favoured_by_its_name(method: str, ballots: Any, names: Any) -> None:
    renamed = dict(zip(OPTIONS, names, strict=True))
    told = [(count, tuple(renamed[o] for o in ranking)) for count, ranking in ballots]
    found = score(method, told, [renamed[o] for o in OPTIONS])
    assert found == {renamed[o]: value for o, value in score(method, ballots).items()}


@given(METHODS, BALLOTS, st.sampled_from(OPTIONS), st.data())
def test_raising_a_winner_on_a_ballot_keeps_it_a_winner(
    method: str, ballots: Any, option: str, data: Any
) -> None:
    before = score(method, ballots)
    assume(before[option] == max(before.values()))
    at = data.draw(st.integers(0, len(ballots) - 1))
    count, ranking = ballots[at]
    above = ranking.index(option) if option in ranking else len(ranking)
    rest = [o for o in ranking if o != option]
    place = data.draw(st.integers(0, above))
    raised = [*ballots[:at], (count, (*rest[:place], option, *rest[place:])), *ballots[at + 1 :]]
    after = score(method, raised)
    assert after[option] == max(after.values())


@given(BALLOTS)
def test_who_beats_everyone_in_pairs_wins_by_schulze(ballots: Any) -> None:
    preferred = ranked.pairwise(OPTIONS, ballots)
    champions = [a for a in OPTIONS if all(preferred[a][b] > preferred[b][a] for b in OPTIONS if b != a)]
    assume(champions)
    beaten = ranked.schulze(OPTIONS, ballots)
    assert [o for o in OPTIONS if beaten[o] == 0] == champions


@given(BALLOTS)
def test_being_beaten_is_transitive_by_schulze(ballots: Any) -> None:
    paths = ranked.strongest_paths(ranked.pairwise(OPTIONS, ballots))
    beats = {(a, b) for a in OPTIONS for b in OPTIONS if a != b and paths[a][b] > paths[b][a]}
    assert {(a, d) for a, b in beats for c, d in beats if b == c} <= beats


@given(BALLOTS)
def test_each_ballot_hands_out_the_same_points_by_borda(ballots: Any) -> None:
    per_ballot = sum(range(len(OPTIONS)))
    cast = sum(count for count, _ranking in ballots)
    assert sum(ranked.borda(OPTIONS, ballots).values()) == per_ballot * cast


ANSWERS = st.lists(st.lists(st.integers(1, 5), min_size=2, max_size=2), min_size=2, max_size=4)


def sheets(entries: list[list[list[int | None]]]) -> dict[str, Any]:
    """Entry by entry, judge by judge, the answers to two criteria, the first twice as heavy."""
    return {
        "criteria": [
            {"criterion": 1, "weight": 2, "low": 1, "high": 5},
            {"criterion": 2, "weight": 1, "low": 1, "high": 5},
        ],
        "entries": list(range(len(entries))),
        "sheets": [
            {"sheet": 10 * e + j, "entry": e, "judge": j, "answers": {"1": a[0], "2": a[1]}}
            for e, judges in enumerate(entries)
            for j, a in enumerate(judges)
        ],
    }


ENTRIES = st.integers(1, 3).flatmap(
    lambda judges: st.lists(
        st.lists(st.lists(st.integers(1, 5), min_size=2, max_size=2), min_size=judges, max_size=judges),
        min_size=2,
        max_size=4,
    )
)
TIES = st.sampled_from(["shared", "criteria"])
COMPUTE = st.sampled_from([jury.weighted_mean, jury.additive])


@given(COMPUTE, ENTRIES, TIES)
def test_a_better_answer_never_costs_a_place(compute: Any, entries: Any, ties: str) -> None:
    before = {s.entry: s.rank for s in compute(sheets(entries), {"ties": ties})}
    assume(entries[0][0][0] < 5)
    entries[0][0][0] += 1
    after = {s.entry: s.rank for s in compute(sheets(entries), {"ties": ties})}
    assert after[0] <= before[0]


@given(COMPUTE, ENTRIES, TIES, st.randoms())
def test_the_order_of_the_sheets_does_not_matter(compute: Any, entries: Any, ties: str, chance: Any) -> None:
    given = sheets(entries)
    before = {s.entry: (s.rank, s.score) for s in compute(given, {"ties": ties})}
    chance.shuffle(given["sheets"])
    chance.shuffle(given["entries"])
    assert {s.entry: (s.rank, s.score) for s in compute(given, {"ties": ties})} == before


@given(COMPUTE, ENTRIES, TIES)
def test_the_same_sheets_share_a_place(compute: Any, entries: Any, ties: str) -> None:
    found = {s.entry: s for s in compute(sheets([*entries, entries[0]]), {"ties": ties})}
    twin = found[len(entries)]
    assert (found[0].rank, found[0].score) == (twin.rank, twin.score)


@given(ENTRIES, TIES)
def test_when_everybody_scores_everything_severity_changes_no_place(entries: Any, ties: str) -> None:
    plain = jury.weighted_mean(sheets(entries), {"ties": ties})
    corrected = jury.additive(sheets(entries), {"ties": ties})
    assert [(s.entry, s.rank, s.score) for s in plain] == [(s.entry, s.rank, s.score) for s in corrected]


@given(
    st.lists(st.integers(-20, 20), min_size=2, max_size=4),
    st.lists(st.integers(0, 100), min_size=2, max_size=5),
    st.data(),
)
def test_the_additive_model_finds_the_scores_it_was_made_of(
    severities: list[int], worths: list[int], data: Any
) -> None:
    centre = Fraction(sum(severities), len(severities))
    given = {
        j: {
            e: Fraction(worth) + severity
            for e, worth in enumerate(worths)
            if data.draw(st.booleans(), label=f"{j} scores {e}")
        }
        for j, severity in enumerate(severities)
    }
    assume(all(given.values()))
    assume(set().union(*given.values()) == set(range(len(worths))))
    try:
        fitted = fit(given)
    except DisconnectedError:
        return
    assert fitted.judges == {j: severity - centre for j, severity in enumerate(severities)}
    assert fitted.entries == {e: worth + centre for e, worth in enumerate(worths)}


def test_ties_are_broken_by_the_heaviest_criterion_where_that_is_the_rule() -> None:
    # 2 * 5 + 1 * 1 and 2 * 4 + 1 * 3 weigh the same; the first is stronger where it counts more.
    given = sheets([[[4, 3]], [[5, 1]]])
    broken = jury.weighted_mean(given, {"ties": "criteria"})
    assert [(s.entry, s.rank) for s in broken] == [(1, 1), (0, 2)]
    shared = jury.weighted_mean(given, {"ties": "shared"})
    assert [(s.entry, s.rank) for s in shared] == [(0, 1), (1, 1)]


def test_a_criterion_that_nobody_could_answer_breaks_a_tie_as_the_lowest() -> None:
    given = sheets([[[None, 3]], [[3, None]]])
    assert [(s.entry, s.rank) for s in jury.weighted_mean(given, {"ties": "criteria"})] == [(1, 1), (0, 2)]


def test_an_entry_without_a_score_stops_the_computing() -> None:
    unanswered: list[list[list[int | None]]] = [[], [[None, None]]]
    for answers in unanswered:
        with pytest.raises(CannotDecideError, match="unscored"):
            jury.weighted_mean(sheets([[[1, 1]], answers]), {"ties": "shared"})


def test_working_shows_what_a_score_is_made_of() -> None:
    first, _second = jury.additive(sheets([[[5, 5], [3, 3]], [[4, 4], [2, 2]]]), {"ties": "shared"})
    assert first.working == {
        "exact": "75",
        "judges": [
            {
                "judge": 0,
                "score": "100.000000",
                "coverage": "100.000000",
                "answers": {"1": 5, "2": 5},
                "effect": "25.000000",
            },
            {
                "judge": 1,
                "score": "50.000000",
                "coverage": "100.000000",
                "answers": {"1": 3, "2": 3},
                "effect": "-25.000000",
            },
        ],
        "criteria": {"1": "75.000000", "2": "75.000000"},
    }


def test_working_shows_how_the_ballots_fell() -> None:
    given = {"entries": [1, 2], "ballots": [{"count": 3, "ranking": [1, 2]}, {"count": 2, "ranking": [2]}]}
    first, second = people.schulze(given, {})
    assert (first.entry, first.rank, first.score) == (1, 1, Decimal(1))
    assert first.working == {"exact": "1", "positions": [3, 0, 2], "paths": [[2, 3, 0]]}
    assert second.working == {"exact": "0", "positions": [2, 3, 0], "paths": [[1, 0, 3]]}


def test_nobody_voting_is_no_result() -> None:
    for compute in (people.plurality, people.borda, people.schulze):
        with pytest.raises(CannotDecideError, match="no ballots"):
            compute({"entries": [1], "ballots": []}, {})


@given(st.fractions(0, 100))
def test_rounding_is_to_six_places_and_never_off_by_more_than_half_of_one(exact: Fraction) -> None:
    found = rounded(exact)
    assert found.as_tuple().exponent == -6
    assert abs(Fraction(found) - exact) <= Fraction(1, 2_000_000)


def test_an_empty_ranking_changes_nothing_for_plurality() -> None:
    assert ranked.plurality("AB", [(2, ()), (1, ("B",))]) == {"A": 0, "B": 1}
