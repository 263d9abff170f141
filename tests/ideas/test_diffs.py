"""Two texts compared in words: readable, and nothing of either lost."""

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ideas import diffs
from ideas.diffs import Change, Part

Compare = Callable[[str, str], list[Part]]


def shown(before: str, after: str, compare: Compare = diffs.words) -> str:
    marks = {Change.SAME: "{}", Change.ADDED: "[+{}]", Change.REMOVED: "[-{}]"}
    return "".join(marks[part.change].format(part.text) for part in compare(before, after))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", ""),
        ("Same.", "Same.", "Same."),
        ("", "New words.", "[+New words.]"),
        ("Old words.", "", "[-Old words.]"),
        (
            "Availability is sold by the hour to people.",
            "Availability is sold by the outcome to people.",
            "Availability is sold by the [-hour ][+outcome ]to people.",
        ),
        ("One.\n\nTwo.\n", "One.\n\nAnd a half.\n\nTwo.\n", "One.\n\n[+And a half.\n\n]Two.\n"),
    ],
)
def test_changes_are_whole_words(before: str, after: str, expected: str) -> None:
    assert shown(before, after) == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", ""),
        ("The rule is\nshort.", "The rule is short\nand old.", "The rule is [-short.][+short\nand old.]"),
        ("One line\nand two.  ", "One line and two.\n", "One [-line\nand two.  ][+line and two.\n]"),
        ("One. Two. ", "One.\n\nTwo.", "[-One. ][+One.\n\n]Two."),
        ("- tea\n- milk", "- tea\n- sugar", "- tea\n- [-milk][+sugar]"),
        (" Same.", "Same.", "[- ]Same."),
    ],
)
def test_where_a_line_breaks_is_no_change_as_long_as_a_word_is_one(
    before: str, after: str, expected: str
) -> None:
    assert shown(before, after, diffs.flowing) == expected


@given(st.text(), st.text())
def test_no_word_is_lost_of_texts_that_flow(before: str, after: str) -> None:
    parts = diffs.flowing(before, after)
    assert "".join(p.text for p in parts if p.change is not Change.ADDED).split() == before.split()
    assert "".join(p.text for p in parts if p.change is not Change.REMOVED) == after


@given(st.text(), st.text())
def test_nothing_of_either_text_is_lost(before: str, after: str) -> None:
    parts = diffs.words(before, after)
    assert "".join(p.text for p in parts if p.change is not Change.ADDED) == before
    assert "".join(p.text for p in parts if p.change is not Change.REMOVED) == after


def test_more_words_than_there_are_characters_below_the_surrogates() -> None:
    before = " ".join(str(number) for number in range(60_000))
    parts = diffs.words(before, before + " end")
    assert parts[-1] == Part(Change.ADDED, "end") or parts[-1].change is Change.ADDED
    assert "".join(part.text for part in parts if part.change is not Change.ADDED) == before


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("\n" * 100_000 + "a", "b" + "\n" * 100_000),
        ("a b " * 25_000, "b a " * 25_000),
        (" ".join(map(str, range(30_000))), " ".join(map(str, range(30_000, 0, -1)))),
    ],
    ids=["empty lines", "two words", "reversed"],
)
def test_no_text_keeps_a_page_waiting(before: str, after: str) -> None:
    started = time.monotonic()
    parts = diffs.words(before, after)
    assert time.monotonic() - started < 8 * diffs.LONGEST
    assert "".join(part.text for part in parts if part.change is not Change.REMOVED) == after
