"""Passages: found as they were typed, found again, and changed in place with nothing else touched."""

from hypothesis import given
from hypothesis import strategies as st

from ideas import passages

BODY = "# Head\n\nFirst *one*.\nStill first.\n\n- a\n- b\n\nSame.\n\nSame.\n\nLast [link](https://a.example)."
BLOCKS = st.lists(
    st.sampled_from(["A paragraph.", "## A heading", "- one\n- two", "> a quote", "```\ncode\n\nmore\n```"]),
    min_size=1,
    max_size=8,
)


def sources(body: str) -> list[str]:
    return [passage.source for passage in passages.passages(body)]


def test_a_passage_is_a_block_as_it_was_typed() -> None:
    assert sources(BODY) == [
        "# Head",
        "First *one*.\nStill first.",
        "- a\n- b",
        "Same.",
        "Same.",
        "Last [link](https://a.example).",
    ]
    assert sources("") == []


@given(BLOCKS)
def test_every_passage_stands_where_it_says(blocks: list[str]) -> None:
    body = "\n\n".join(blocks)
    for passage in passages.passages(body):
        assert body[passage.start : passage.start + len(passage.source)] == passage.source


@given(BLOCKS, st.data())
def test_changing_a_passage_touches_nothing_else(blocks: list[str], data: st.DataObject) -> None:
    body = "\n\n".join(blocks)
    passage = data.draw(st.sampled_from(passages.passages(body)))
    changed = passages.replace(body, passage, "All new.")
    assert changed.startswith(body[: passage.start])
    assert changed == body[: passage.start] + "All new." + body[passage.start + len(passage.source) :]


def test_a_passage_that_goes_takes_its_blank_line_along() -> None:
    body = "One.\n\nTwo.\n\nThree."
    first, second, third = passages.passages(body)
    assert passages.replace(body, first, "") == "Two.\n\nThree."
    assert passages.replace(body, second, " ") == "One.\n\nThree."
    assert passages.replace(body, third, "") == "One.\n\nTwo."


def test_of_equal_passages_the_same_one_is_found_again() -> None:
    second = passages.passages(BODY)[4]
    nth = passages.occurrence(BODY, second)
    found = passages.locate(f"New first.\n\n{BODY}", BODY, "Same.", nth)
    assert nth == 1
    assert found is not None
    assert found.place == 5


def test_a_passage_that_changed_or_multiplied_is_not_found() -> None:
    assert passages.locate(BODY.replace("# Head", "# Heads"), BODY, "# Head", 0) is None
    assert passages.locate(f"{BODY}\n\nSame.", BODY, "Same.", 1) is None
    assert passages.locate("", BODY, "# Head", 0) is None


def test_the_closest_passage_stands_in_for_one_that_is_gone() -> None:
    found = passages.closest(BODY.replace("Still first.", "Always first."), "First *one*.\nStill first.")
    assert found is not None
    assert found.source == "First *one*.\nAlways first."
    assert passages.closest("", "First.") is None


def test_what_is_selected_on_the_page_leads_to_its_passage() -> None:
    found = passages.passages(BODY)
    for words, place in (("first one. still", 1), ("Last link", 5), ("head", 0)):
        chosen = passages.selected(found, words)
        assert chosen is not None
        assert (words, chosen.place) == (words, place)
    for words in ("", "   ", "Nothing of the kind anywhere"):
        assert passages.selected(found, words) is None


def test_a_change_is_carried_over_to_a_passage_that_changed_elsewhere() -> None:
    before = "The pilot ran for six weeks in the spring and nobody asked what it cost."
    after = before.replace("six", "nine")
    now = before.replace("nobody", "hardly anybody")
    assert passages.merged(before, after, now) == now.replace("six", "nine")
    assert passages.merged(before, after, "Something else.") is None
