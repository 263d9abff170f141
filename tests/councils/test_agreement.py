"""Krippendorff's alpha against published figures, and where there is none."""

import pytest

from councils.agreement import Level, alpha

# Four observers by twelve units, the example of R's irr package; None is missing.
OBSERVERS = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, None),
    (None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 3),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None),
)
UNITS = [[value for value in unit if value is not None] for unit in zip(*OBSERVERS, strict=True)]


@pytest.mark.parametrize(
    ("level", "expected"),
    [("nominal", 0.7434), ("ordinal", 0.8154), ("interval", 0.8491), ("ratio", 0.7974)],
)
def test_the_published_example_comes_out(level: Level, expected: float) -> None:
    found = alpha(UNITS, level)
    assert found.value is not None
    assert (round(found.value, 4), found.units) == (expected, 11)


def test_the_order_of_reviewers_does_not_matter() -> None:
    assert alpha([sorted(unit) for unit in UNITS], "ordinal") == alpha(UNITS, "ordinal")


def test_perfect_agreement_is_one() -> None:
    found = alpha([[1, 1], [4, 4, 4], [2, 2]], "ordinal")
    assert (found.value, str(found.meaning)) == (1.0, "strong: the figures can be relied on")


@pytest.mark.parametrize(
    ("units", "meaning", "compared"),
    [
        ([], "nothing was judged by two reviewers yet", 0),
        ([[3], [4], []], "nothing was judged by two reviewers yet", 0),
        ([[3, 3], [3, 3, 3], [5]], "everybody always said the same, so there is nothing to compare", 2),
    ],
)
def test_where_nothing_varies_there_is_no_figure_but_words(
    units: list[list[int]], meaning: str, compared: int
) -> None:
    found = alpha(units, "ordinal")
    assert (found.value, str(found.meaning), found.units) == (None, meaning, compared)


@pytest.mark.parametrize(
    ("units", "meaning"),
    [
        ([[1, 1], [2, 2], [3, 3], [4, 4], [1, 2], [3, 4]], "strong"),
        ([[1, 1], [2, 2], [1, 2], [5, 5], [4, 2], [3, 3]], "fair"),
        ([[1, 1], [2, 5], [3, 1], [4, 4], [2, 2], [5, 2]], "weak"),
        ([[1, 5], [5, 1], [2, 4]], "none"),
    ],
)
def test_a_figure_is_said_in_words_too(units: list[list[int]], meaning: str) -> None:
    assert str(alpha(units, "ordinal").meaning).startswith(meaning)
