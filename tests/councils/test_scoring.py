"""Scores against published and worked examples, and against what a mean must obey."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councils import scoring
from councils.scoring import Mark


def test_four_weights_of_a_published_judging_example() -> None:
    weights, judge = [40, 30, 20, 10], [9, 8, 7, 6]
    marks = [Mark(weight, points, top=10) for weight, points in zip(weights, judge, strict=True)]
    score = scoring.score(marks)
    assert score is not None
    assert scoring.on_scale(score, 1, 10) == 8


def test_the_mean_of_three_judges_of_the_same_example() -> None:
    totals = [Fraction("8.0"), Fraction("8.5"), Fraction("8.75")]
    mean = scoring.average(totals)
    assert mean is not None
    assert str(scoring.rounded(mean, 2)) == "8.42"


def test_not_applicable_neither_counts_as_zero_nor_lowers_the_score() -> None:
    marks = [Mark(2, 5, 5), Mark(1, None, 5), Mark(1, 3, 5)]
    score = scoring.score(marks)
    assert score is not None
    assert (str(scoring.rounded(score, 4)), scoring.coverage(marks, 4)) == ("0.8333", Fraction(3, 4))


def test_nothing_answered_has_no_score() -> None:
    assert scoring.score([Mark(1, None, 5)]) is None
    assert scoring.average([]) is None


def test_a_criterion_that_does_not_apply_has_no_share() -> None:
    with pytest.raises(ValueError, match="does not apply"):
        _share = Mark(1, None, 5).share


def test_spread_is_the_populations_deviation() -> None:
    assert scoring.spread([Fraction(0), Fraction(1)]) == 0.5
    assert scoring.spread([Fraction(1)]) is None


def test_figures_are_rounded_as_people_round() -> None:
    assert [str(scoring.rounded(Fraction(n, 8), 2)) for n in (1, 3)] == ["0.13", "0.38"]


POINTS = st.one_of(st.none(), st.integers(1, 5))


@given(st.lists(st.tuples(st.integers(1, 100), POINTS), min_size=1, max_size=8))
def test_a_score_lies_between_the_answers_and_ignores_what_does_not_apply(
    answers: list[tuple[int, int | None]],
) -> None:
    marks = [Mark(weight, points, 5) for weight, points in answers]
    answered = [mark for mark in marks if mark.points is not None]
    score = scoring.score(marks)
    assert score == scoring.score(answered)
    if score is not None:
        shares = [mark.share for mark in answered]
        assert min(shares) <= score <= max(shares)
    assert 0 <= scoring.coverage(marks, sum(mark.weight for mark in marks)) <= 1
