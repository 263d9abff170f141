"""No text can keep the site busy, and none is lost for being too much."""

import time
from html import escape

import pytest

from ideanet import html
from ideanet.html import dialect

MOST_SECONDS = 20.0  # Of one processor, and counting every line; without, none of them takes two.

TOO_MUCH = {
    "too long": "word " * 50_000,
    "open brackets": "[" * 25_000,
    "pictures in pictures": "![" * 6_000,
    "open notes": "[^" * 10_000,
    "brackets in brackets": "[" * 12_000 + "a" + "]" * 12_000,
    "quotes in quotes": "> " * 20_000 + "deep",
    "lists in lists": "- " * 20_000 + "deep",
    "one address, many links": f"[a]: /{'x' * 4_000}\n\n{'[a] ' * 1_000}",
    "cells": "|a|b\n|-|-\n" + "|\n" * 5_500,
    "pieces of code": "```\n" * 16_000,
    "marks to escape": '"' * 40_000,
    "levels of quotes": "> " * 61 + "deep",
}
A_LOT = {
    "quote signs": ">" * 50_000,
    "stars": "*a **b " * 3_000,
    "back quotes": "".join("`" * n + "a" for n in range(300)),
    "open tags": "<div>\n" * 4_000,
    "open comments": "<!--" * 10_000,
    "open quotes in tags": '<a "' * 10_000,
    "formatting in formatting": "<b>" * 3_000 + "x" + "</b>" * 3_000,
    "open formatting": "<b><i><u>" * 1_000 + "\n\n" + "x\n\n" * 1_000,
    "tables in tables": "<table><tr><td>" * 2_000,
    "links by themselves": "http://a.b " * 2_000,
    "slashes": "//a.com/" * 10_000,
    "notes to notes": "".join(f"[^{n}]: [^{n + 1}]\n\n" for n in range(1_000)) + "[^0]\n",
    "one note, many marks": "[^a]" * 2_000 + "\n\n[^a]: x\n",
}  # fmt: skip


@pytest.mark.parametrize("name", TOO_MUCH)
def test_what_is_too_much_to_read_as_markdown_is_shown_as_written(name: str) -> None:
    text = TOO_MUCH[name]
    started = time.process_time()
    assert html.render(text) == f"<pre>{escape(text, quote=False)}</pre>"
    assert time.process_time() - started < MOST_SECONDS


@pytest.mark.parametrize("name", A_LOT)
def test_a_lot_is_rendered_in_bounded_time(name: str) -> None:
    started = time.process_time()
    html.render(A_LOT[name])
    html.inline(A_LOT[name])
    assert time.process_time() - started < MOST_SECONDS


def test_what_is_too_much_is_its_own_plain_text() -> None:
    for text in (TOO_MUCH["too long"], TOO_MUCH["levels of quotes"]):
        assert html.to_text(text) == text
        assert html.blocks(text) == []


def test_a_line_that_is_too_much_is_shown_as_written() -> None:
    assert html.inline(TOO_MUCH["too long"]) == TOO_MUCH["too long"]


def test_the_deepest_quote_is_still_read() -> None:
    levels = dialect.DEEPEST
    assert "deep" in html.render("> " * levels + "deep")
    assert html.render("> " * levels + "deep").count("<blockquote>") == levels
