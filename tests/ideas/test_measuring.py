"""How much of a text has changed: by words, exactly, and the same either way round."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ideas import measuring

TEXTS = st.lists(st.sampled_from(["one", "two", "three", "#", "four\n\nfive"]), max_size=30).map(" ".join)


@pytest.mark.parametrize(
    ("before", "after", "share"),
    [
        ("", "", 0),
        ("", "A body.", 1),
        ("a b c", "a b d", 1 / 3),
        ("a b c d", "a b c d e f", 1 / 5),
        ("a b c", "x y z", 1),
        ("a  b\n\nc", "a b c", 0),
        ("a b c d", "c d a b", 1 / 2),
    ],
)
def test_the_share_is_of_the_words_of_both_texts(before: str, after: str, share: float) -> None:
    assert measuring.changed(before, after) == pytest.approx(share)


@given(TEXTS, TEXTS)
def test_it_is_the_same_either_way_round_and_nothing_only_for_the_same_words(first: str, second: str) -> None:
    share = measuring.changed(first, second)
    assert share == measuring.changed(second, first)
    assert 0 <= share <= 1
    assert (share == 0) == (first.split() == second.split())


@pytest.mark.parametrize(("share", "said"), [(1, 1), (350, 35), (999, 99), (0, 0), (1000, 100)])
def test_a_percentage_never_says_all_or_nothing_where_that_is_not_so(share: int, said: int) -> None:
    before = " ".join(str(number) for number in range(1000))
    after = " ".join(str(number if number >= share else -number - 1) for number in range(1000))
    assert measuring.percent(before, after) == said


def test_exactly_a_third_is_not_more_than_a_third() -> None:
    assert not measuring.is_material("a b d", "a b c")
    assert measuring.is_material("a d e", "a b c")
    assert measuring.is_material("a b d", "a b c", "x y z")


def test_the_longest_texts_are_measured_in_a_moment() -> None:
    long = " ".join(str(number * number % 9973) for number in range(30_000))
    other = " ".join(str(number * number % 9967) for number in range(30_000))
    assert 0 < measuring.changed(long, other) <= 1
