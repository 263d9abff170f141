"""The methods against published or independently recomputed figures, each answer whole."""

from fractions import Fraction

import pytest

from awards.methods import ranked
from awards.methods.additive import DisconnectedError, fit
from awards.methods.standings import ranks
from awards.methods.weighted import Question, Total, mean, total

SCHULZE_45 = [
    (5, "ACBED"),
    (5, "ADECB"),
    (8, "BEDAC"),
    (3, "CABED"),
    (7, "CAEBD"),
    (2, "CBADE"),
    (7, "DCEBA"),
    (8, "EBADC"),
]
TENNESSEE = [(42, "MNCK"), (26, "NCKM"), (15, "CKNM"), (17, "KCNM")]


def in_order(beaten: dict[str, int]) -> str:
    return "".join(sorted(beaten, key=lambda option: (beaten[option], option)))


def test_schulze_gives_the_45_voters_their_strongest_paths_and_order() -> None:
    paths = ranked.strongest_paths(ranked.pairwise("ABCDE", SCHULZE_45))
    assert paths == {
        "A": {"B": 28, "C": 28, "D": 30, "E": 24},
        "B": {"A": 25, "C": 28, "D": 33, "E": 24},
        "C": {"A": 25, "B": 29, "D": 29, "E": 24},
        "D": {"A": 25, "B": 28, "C": 28, "E": 24},
        "E": {"A": 25, "B": 28, "C": 28, "D": 31},
    }
    assert in_order(ranked.schulze("ABCDE", SCHULZE_45)) == "EACBD"


def test_tennessee_chooses_nashville_by_schulze_and_borda_and_memphis_by_plurality() -> None:
    assert in_order(ranked.schulze("NCKM", TENNESSEE)) == "NCKM"
    assert ranked.borda("NCKM", TENNESSEE) == {"N": 194, "C": 173, "M": 126, "K": 107}
    assert ranked.plurality("NCKM", TENNESSEE) == {"M": 42, "N": 26, "C": 15, "K": 17}


PARTIAL_PANELS = {
    "J1": {"A": Fraction(90), "B": Fraction(80), "C": Fraction(70)},
    "J2": {"B": Fraction(60), "C": Fraction(50), "D": Fraction(40)},
}


def test_the_additive_model_tells_entries_and_judges_apart() -> None:
    fitted = fit(PARTIAL_PANELS)
    assert fitted.entries == {"A": 80, "B": 70, "C": 60, "D": 50}
    assert fitted.judges == {"J1": 10, "J2": -10}


def test_raw_means_are_what_the_additive_model_corrects() -> None:
    given: dict[str, list[Fraction]] = {}
    for marks in PARTIAL_PANELS.values():
        for entry, score in marks.items():
            given.setdefault(entry, []).append(score)
    assert {entry: mean(marks) for entry, marks in given.items()} == {"A": 90, "B": 70, "C": 60, "D": 40}


def test_entries_that_no_chain_of_judges_connects_are_not_compared() -> None:
    apart = {"J1": {"A": Fraction(9), "B": Fraction(8)}, "J2": {"C": Fraction(5)}, "J3": {"C": Fraction(6)}}
    with pytest.raises(DisconnectedError) as refusal:
        fit(apart)
    assert set(refusal.value.groups) == {frozenset("AB"), frozenset("C")}


def test_four_weights_on_scales_from_nought_and_from_one() -> None:
    answers = dict(enumerate((9, 8, 7, 6)))
    for low in (0, 1):
        questions = {key: Question(weight, low, 10) for key, weight in enumerate((40, 30, 20, 10))}
        found = total(questions, answers)
        assert found.score is not None
        assert low + (10 - low) * found.score == 8
        assert found.coverage == 1


def test_the_mean_of_three_judges() -> None:
    assert round(float(mean([Fraction(8), Fraction("8.5"), Fraction("8.75")])), 2) == 8.42


def test_what_is_not_applicable_counts_neither_as_zero_nor_at_all() -> None:
    questions = {"originality": Question(2, 1, 5), "evidence": Question(1, 1, 5), "reach": Question(1, 1, 5)}
    found = total(questions, {"originality": 5, "evidence": None, "reach": 3})
    assert found == Total(Fraction(5, 6), Fraction(3, 4))
    assert (round(float(found.score or 0), 4), float(found.coverage)) == (0.8333, 0.75)


def test_a_sheet_without_an_answer_has_no_score() -> None:
    assert total({"a": Question(1, 1, 5)}, {"a": None}) == Total(None, Fraction(0))


def test_an_answer_off_the_scale_is_refused() -> None:
    with pytest.raises(ValueError, match="6 is not from 1 to 5"):
        Question(1, 1, 5).unit(6)


def test_ranks_leave_room_for_ties() -> None:
    assert ranks({"a": 3, "b": 5, "c": 3, "d": 1}) == {"b": 1, "a": 2, "c": 2, "d": 4}
