"""No text can keep the site busy, and none is lost for being too much."""

import time
from html import escape

import pytest

from ideanet import html
from ideanet.html import dialect

MOST_SECONDS = 8.0  # On a busy machine; alone none of them takes three.

TOO_MUCH = {
    "too long": "word " * 50_000,
    "open brackets": "[" * 50_000,
    "pictures in pictures": "![" * 30_000,
    "open notes": "[^" * 30_000,
    "brackets in brackets": "[" * 20_000 + "a" + "]" * 20_000,
    "quotes in quotes": "> " * 100_000 + "deep",
    "lists in lists": "- " * 50_000 + "deep",
    "one address, many links": f"[a]: /{'x' * 20_000}\n\n{'[a] ' * 20_000}",
    "cells": "|a|b\n|-|-\n" + "|\n" * 20_000,
    "pieces of code": "```\n" * 40_000,
    "marks to escape": '"' * 150_000,
    "levels of quotes": "> " * 61 + "deep",
}
A_LOT = {
    "quote signs": ">" * 100_000,
    "stars": "*a **b " * 20_000,
    "back quotes": "".join("`" * n + "a" for n in range(500)),
    "open tags": "<div>\n" * 15_000,
    "open comments": "<!--" * 40_000,
    "open quotes in tags": '<a "' * 40_000,
    "formatting in formatting": "<b>" * 8_000 + "x" + "</b>" * 8_000,
    "open formatting": "<b><i><u>" * 3_000 + "\n\n" + "x\n\n" * 3_000,
    "tables in tables": "<table><tr><td>" * 6_000,
    "links by themselves": "http://a.b " * 6_000,
    "slashes": "//a.com/" * 20_000,
    "notes to notes": "".join(f"[^{n}]: [^{n + 1}]\n\n" for n in range(3_000)) + "[^0]\n",
    "one note, many marks": "[^a]" * 5_000 + "\n\n[^a]: x\n",
}  # fmt: skip


@pytest.mark.parametrize("name", TOO_MUCH)
def test_what_is_too_much_to_read_as_markdown_is_shown_as_written(name: str) -> None:
    text = TOO_MUCH[name]
    started = time.perf_counter()
    assert html.render(text) == f"<pre>{escape(text, quote=False)}</pre>"
    assert time.perf_counter() - started < MOST_SECONDS


@pytest.mark.parametrize("name", A_LOT)
def test_a_lot_is_rendered_in_bounded_time(name: str) -> None:
    started = time.perf_counter()
    html.render(A_LOT[name])
    html.inline(A_LOT[name])
    assert time.perf_counter() - started < MOST_SECONDS


def test_what_is_too_much_is_its_own_plain_text() -> None:
    for text in (TOO_MUCH["too long"], TOO_MUCH["levels of quotes"]):
        assert html.to_text(text) == text
        assert html.blocks(text) == []


def test_a_line_that_is_too_much_is_shown_as_written() -> None:
    assert html.inline("![" * 9_000) == "![" * 9_000


def test_the_deepest_quote_is_still_read() -> None:
    levels = dialect.DEEPEST
    assert "deep" in html.render("> " * levels + "deep")
    assert html.render("> " * levels + "deep").count("<blockquote>") == levels
