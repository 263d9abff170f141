"""Known attacks come out of every door as text."""

import csv
import io
import json
from collections.abc import Callable
from html import escape
from pathlib import Path
from zipfile import ZipFile

import pytest

from ideanet import html
from ideanet.html import dialect, sanitising
from ideanet.spreadsheets import csv_lines, xlsx
from tests.oracle import faults

DOORS: dict[str, Callable[[str], str]] = {
    "render": html.render,
    "inline": html.inline,
    "highlight": html.highlight,
    "inside a quoted list": lambda text: html.render(f"> - {text}\n\n*and* {text}"),
    "as an address": lambda text: html.render(f"[a](<{text}>) <a href='{escape(text)}'>b</a>"),
    "as a title": lambda text: html.render(f'[a](/b "{text}") <abbr title="{escape(text)}">c</abbr>'),
    "in code": lambda text: html.render(f"```{text}\n{text}\n```"),
    "nh3 without the parser": html.clean,
    "nh3 without bleach": lambda text: sanitising.clean_with_nh3(dialect.to_site_html(text)),
    "nh3 on the specification's HTML": lambda text: sanitising.clean_with_nh3(html.to_html(text)),
}


@pytest.mark.parametrize("door", DOORS)
def test_every_attack_comes_out_harmless(attacks: list[str], naughty: list[str], door: str) -> None:
    found = {text: faults(DOORS[door](text)) for text in attacks + naughty}
    # Only the whole boundary lowers headings.
    allowed = {"element h1"} if door.startswith("nh3") else set()
    assert {text: bad for text, bad in found.items() if set(bad) - allowed} == {}
    assert len(attacks) == 4267


def test_no_attack_is_more_than_words_in_plain_text(attacks: list[str]) -> None:
    assert [text for text in attacks if not isinstance(html.to_text(text), str)] == []


def test_the_specifications_cases_render_as_it_says(corpora: Path) -> None:
    cases = json.loads((corpora / "security/commonmark.json").read_text(encoding="utf-8"))
    wrong = [case["example"] for case in cases if html.to_html(case["markdown"]) != case["html"]]
    assert (len(cases), wrong) == (652, [])


def test_the_specifications_cases_are_harmless_on_the_site(corpora: Path) -> None:
    cases = json.loads((corpora / "security/commonmark.json").read_text(encoding="utf-8"))
    found = {case["example"]: faults(html.render(case["markdown"])) for case in cases}
    assert {example: bad for example, bad in found.items() if bad} == {}


def test_no_cell_of_an_export_is_a_formula(corpora: Path, attacks: list[str], naughty: list[str]) -> None:
    formulas = json.loads((corpora / "security/csv-injection.json").read_text(encoding="utf-8"))["patt"]
    cells = [*formulas, *naughty, *attacks]
    lines = "".join(csv_lines(["cell"], [[cell] for cell in cells])).removeprefix("\ufeff")
    written = [row[0] for row in csv.reader(io.StringIO(lines, newline=""))][1:]
    assert len(written) == len(cells)
    assert [cell for cell in written if cell.lstrip().startswith(("=", "+", "-", "@"))] == []
    sheet = ZipFile(io.BytesIO(xlsx("Cells", ["cell"], [[cell] for cell in formulas + naughty])))
    assert b"<f>" not in sheet.read("xl/worksheets/sheet1.xml")
