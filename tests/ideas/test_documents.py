"""Documents as people keep them, read as the texts of an idea."""

from datetime import date

import pytest

from ideanet import html
from ideas import documents
from ideas.documents import Document, NotADocumentError

PLAIN = """\
# Pay by the outcome

Customers should pay for what they get. Not for hours.

## Why

Because.
"""
FRONT = """\
---
title: "Pay by the outcome"
date: 2024-03-01
tags: [pricing, services, [nested]]
draft: true
nested: {a: b}
nothing:
---

## Why

Because we [should](https://example.org).
"""
LISTED = """\
- Feature Name: `pay_outcome`[^1]
[^1]: Renamed once.
- Start Date: 2024-03-01
- Issue: [#1](https://example.org/1)
- Decided:

[outcome]: #outcome

## Summary
[summary]: #summary

Pay for the [outcome]: less for `hours * rate`, more for results. A second
sentence that leads to a list:

- one

## Motivation

Longer.
"""


def test_a_document_with_a_heading() -> None:
    assert documents.parse(PLAIN, "0001-x") == Document(
        title="Pay by the outcome",
        nugget="Customers should pay for what they get. Not for hours.",
        body="Customers should pay for what they get. Not for hours.\n\n## Why\n\nBecause.",
    )


def test_a_document_with_front_matter() -> None:
    assert documents.parse(FRONT, "0001-x") == Document(
        title="Pay by the outcome",
        nugget="Because we should.",
        body="## Why\n\nBecause we [should](https://example.org).",
        written_on=date(2024, 3, 1),
        metadata={
            "title": "Pay by the outcome",
            "date": "2024-03-01",
            "tags": "pricing, services",
            "draft": "True",
        },
    )


def test_a_document_that_begins_with_a_list_of_fields() -> None:
    found = documents.parse(LISTED, "0042-pay-by-outcome_now")
    assert (found.title, found.written_on) == ("Pay by outcome now", date(2024, 3, 1))
    assert found.nugget == "Pay for the outcome: less for `hours * rate`, more for results."
    assert found.metadata == {
        "feature name": "pay_outcome[^1]",
        "start date": "2024-03-01",
        "issue": "#1",
        "decided": "",
    }
    assert found.body.startswith("[^1]: Renamed once.\n\n[outcome]: #outcome\n\n## Summary")
    assert found.body.endswith(
        "\n\n---\n\n- Feature Name: `pay_outcome`[^1]\n- Start Date: 2024-03-01\n"
        "- Issue: [#1](https://example.org/1)\n- Decided:"
    )
    assert html.render(found.body).count("<h2>") == 2


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("## RFC: Cargo `--type` argument\n\n- Date: 2024-01-01\n\nText.", "Cargo --type argument"),
        ("# `pay_outcome`\n\nText.", "Pay outcome"),
        ("Text.\n\n# One title\n\nMore.", "One title"),
        ("Text.\n\n# Two\n\n# titles\n\nMore.", "The file"),
        ("# Introduction\n\nText.", "The file"),
        ("## Summary\n\nText.\n\n## Next\n\nText.", "The file"),
        ("---\ntitle: Given\n---\n# given\n\nText.", "Given"),
        ("---\ntitle: |\n  Over\n  lines\n---\nText.", "Over lines"),
        ("---\n\nNo front matter\n\n---\n\nText.", "The file"),
        (f"# {'word ' * 60}\n\nText.", "word " * 38 + "word…"),
    ],
)
def test_the_title_is_what_a_person_would_take(text: str, title: str) -> None:
    assert documents.parse(text, "0007-the-file").title == title


def test_words_of_a_file_name_are_spelled_as_in_the_text() -> None:
    text = "With UFCS, Rust is simpler. UFCS is good, `ufcs` is not; Rust has it. In short: in."
    assert documents.parse(text, "0132-ufcs-in_rust").title == "UFCS in Rust"


@pytest.mark.parametrize(
    ("text", "nugget"),
    [
        ("## Summary\n\n(An aside.)\n\nThe point.\n\n## Next\n\nText.", "The point."),
        ("## Next\n\nText.\n\n## Abstract\n\nThe point.", "The point."),
        ("## Summary\n\n## Next\n\nText.", "Text."),
        ("## Summary\n\n- One thing\n- Another. Done!\n\nText.", "One thing. Another. Done!"),
        ("## Summary\n\n```\ncode\n```\n", "code"),
        ("We propose this:\n\n- a\n", "We propose this."),
        ("A `a``b` and <T> or *stars* \\*x\\*", "A a\\`\\`b and \\<T\\> or stars \\*x\\*"),
        (f"First sentence. Word {'word ' * 150}", "First sentence."),
        ("word " * 150, "word " * 118 + "word…"),
    ],
)
def test_the_nugget_is_the_summary_in_whole_sentences(text: str, nugget: str) -> None:
    assert documents.parse(text, "name").nugget == nugget


def test_a_summary_that_is_all_nugget_is_said_once() -> None:
    text = "## Summary\n[s]: #s\n\nThe `point` is\nthis.\n\n## Next\n\nText."
    assert documents.parse(text, "name") == Document(
        title="Name", nugget="The `point` is this.", body="[s]: #s\n\n\n\n## Next\n\nText."
    )


@pytest.mark.parametrize("more", [" A [link](/a).", "\n\nAnother paragraph.", f" Word {'word ' * 150}"])
def test_a_summary_that_says_more_stays(more: str) -> None:
    assert "## Summary" in documents.parse(f"## Summary\n\nThe point.{more}\n\n## Next\n\nText.", "name").body


def test_a_summary_that_is_all_there_is_stays() -> None:
    assert documents.parse("## Summary\n\nThe point.", "name").body == "## Summary\n\nThe point."


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xff\xfe", "is not text in UTF-8"),
        (b"a\x00b", "contains NUL characters, which no database holds"),
        (b" \n\t\n", "is empty"),
        (b"word " * 50_000, "is longer than 200,000 characters"),
        (b"# Only a title\n\n## And another", "has no text"),
        (b"[a]: https://example.org", "has no text"),
        (b"---\ntitle: [\n---\nText.", "has front matter that is not valid YAML"),
        (b"---\ndate: 2024-99-99\n---\nText.", "has front matter that is not valid YAML"),
    ],
)
def test_what_cannot_be_an_idea_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(NotADocumentError) as refusal:
        documents.read(data, "name")
    assert str(refusal.value) == reason


def test_a_name_without_letters_is_no_title() -> None:
    with pytest.raises(NotADocumentError, match="has no title, and its file name is none"):
        documents.read(b"Text.", "---")


def test_marks_of_other_systems_are_read_past() -> None:
    assert documents.read(b"\xef\xbb\xbf# Title\r\n\r\nOne\rtwo.", "name") == Document(
        title="Title", nugget="One two.", body="One\ntwo."
    )


def test_a_day_that_does_not_exist_is_no_day() -> None:
    assert documents.parse("- Date: 2024-02-31\n\nText.", "name").written_on is None


def test_front_matter_that_feeds_on_itself_does_no_harm() -> None:
    bomb = "\n".join(f"{chr(97 + n)}: &{n} [{', '.join([f'*{n - 1}'] * 9)}]" for n in range(1, 9))
    found = documents.parse(f"---\na0: &0 [lol]\n{bomb}\n---\nText.", "name")
    assert found.metadata == {"a0": "lol"}
