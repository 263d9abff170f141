"""Cells that can never be formulas."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ideanet.spreadsheets import Cell, csv_lines, neutralise, xlsx

FORMULAS = ["=1+1", "+1", "-1+1", "@SUM(A1)", "=cmd|' /C calc'!A0", "＝1+1", "＋1", "－1", "＠A1", "\u2212x"]
SKIPPED = ["", "\t", "\r", "\n", " ", "\u00a0", "\u3000", "\ufeff", "\u200b", "'", '"', " \t\r\n"]
TRIGGERS = "=+-@＝＋－＠\u2212"


def read(lines: list[str], delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO("".join(lines).removeprefix("\ufeff")), delimiter=delimiter))


@pytest.mark.parametrize("formula", FORMULAS)
@pytest.mark.parametrize("before", SKIPPED)
def test_a_formula_becomes_text_whatever_stands_before_it(before: str, formula: str) -> None:
    assert neutralise(before + formula).startswith("'")


@pytest.mark.parametrize("text", ["", "plain", "a = b", "me@example.org", "1-2", "\u00e9t\u00e9 + hiver"])
def test_ordinary_words_stay_as_they_are(text: str) -> None:
    assert neutralise(text) == text


@pytest.mark.parametrize("white", ["\t", "\r", "\n"])
def test_a_cell_never_begins_with_what_a_spreadsheet_strips(white: str) -> None:
    assert neutralise(white + "word") == "'" + white + "word"


def test_a_reader_that_splits_at_semicolons_finds_no_formula_either() -> None:
    lines = list(csv_lines(["title"], [["a;=1+1"], ["b\n+1"], ["c;\t@x"]]))
    cells = [cell for row in read(lines, ";") for cell in row]
    assert not [cell for cell in cells if cell.lstrip(' \t\r\n"')[:1] in set(TRIGGERS)]


@given(st.text())
def test_what_is_neutral_stays_neutral(text: str) -> None:
    once = neutralise(text)
    assert once.strip(" \t\r\n\u00a0\u3000\ufeff\u200b")[:1] not in set(TRIGGERS) or not once
    assert once.replace("'", "") == text.replace("'", "")


def test_numbers_and_days_keep_their_form() -> None:
    noon = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
    rows: list[list[Cell]] = [["Ada", -3, Decimal("1.50"), None, date(2026, 5, 1), noon]]
    lines = list(csv_lines(["=who", "n", "d", "none", "day", "time"], rows))
    assert read(lines) == [
        ["'=who", "n", "d", "none", "day", "time"],
        ["Ada", "-3", "1.50", "", "2026-05-01", "2026-05-01 12:00"],
    ]
    assert lines[0].startswith("\ufeff")


def test_a_workbook_holds_text_as_text() -> None:
    noon = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
    rows: list[list[Cell]] = [
        ["=1+1", 3, None, noon, date(2026, 5, 1), True],
        ["http://example.org", 1.5, "", noon, None, ""],
    ]
    with ZipFile(io.BytesIO(xlsx("Ideas: 2026/27", ["a", "b", "c", "d", "e", "f"], rows))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        strings = book.read("xl/sharedStrings.xml").decode()
        names = book.read("xl/workbook.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert "=1+1" in strings
    assert 'name="Ideas  2026 27"' in names


def test_a_workbook_without_a_title_still_opens() -> None:
    with ZipFile(io.BytesIO(xlsx("", ["a"], []))) as book:
        assert 'name="Sheet"' in book.read("xl/workbook.xml").decode()
