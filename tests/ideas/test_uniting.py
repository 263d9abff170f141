"""One text of two, passage by passage."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ideas.uniting import Choice, Passage, passages, united

THEIRS = "The alarm is loud. It rings at night.\n\nNobody sleeps."
MINE = "The alarm is quiet. It rings at night.\n\nEverybody sleeps."


def test_passages_are_read_in_order_and_numbered_where_they_differ() -> None:
    assert passages(THEIRS, MINE) == [
        Passage(0, "The alarm is ", "The alarm is "),
        Passage(1, "loud. ", "quiet. "),
        Passage(0, "It rings at night.\n\n", "It rings at night.\n\n"),
        Passage(2, "Nobody ", "Everybody "),
        Passage(0, "sleeps.", "sleeps."),
    ]


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        ({}, MINE),
        ({1: "theirs"}, "The alarm is loud. It rings at night.\n\nEverybody sleeps."),
        ({1: "both", 2: "theirs"}, "The alarm is loud. quiet. It rings at night.\n\nNobody sleeps."),
        ({1: "nonsense", 9: "theirs"}, MINE),
    ],
)
def test_each_passage_is_what_was_chosen(choices: dict[int, str], expected: str) -> None:
    assert united(THEIRS, MINE, choices) == expected


def test_both_of_two_words_that_end_the_texts_are_kept_apart() -> None:
    assert united("One", "Two", {1: Choice.BOTH}) == "One Two"


@given(st.text(max_size=60), st.text(max_size=60))
def test_all_theirs_is_theirs_and_all_mine_is_mine(theirs: str, mine: str) -> None:
    every = dict.fromkeys(range(1, 100), Choice.THEIRS)
    assert united(theirs, mine, every) == theirs
    assert united(theirs, mine, {}) == mine
