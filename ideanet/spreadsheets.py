"""Tables as CSV and XLSX whose cells can never be formulas."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import xlsxwriter
from django.utils import timezone

NUMBERS = (int, float, Decimal)
Cell = str | int | float | Decimal | date | None

# A spreadsheet takes a cell for a formula when one of these comes first, after what it skips:
# white space of any kind, marks without width, and its own quoting. The second half are the
# full-width forms, which some programs turn into the first half.
_TRIGGERS = "=+\\-@\uff1d\uff0b\uff0d\uff20\u2212"
_SKIPPED = "\\s\\x00-\\x20\u00a0\u200b-\u200f\u2060\ufeff\"'"
_LEADING = re.compile(f"^(?=[\\t\\r\\n]|[{_SKIPPED}]*[{_TRIGGERS}])")
# Where the reader's separator is not ours, a cell may begin in the middle of ours.
_INNER = re.compile(f"([;\\t\\r\\n][{_SKIPPED}]*)(?=[{_TRIGGERS}])")


def neutralise(text: str) -> str:
    """The same words, with an apostrophe wherever a spreadsheet might see a formula begin."""
    return _LEADING.sub("'", _INNER.sub(r"\1'", text))


class _Line:
    """What `csv.writer` writes to: hands the line back instead of keeping it."""

    def write(self, text: str) -> str:
        return text


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """The lines of a CSV file, to be streamed; the first begins with the mark Excel needs."""
    writer = csv.writer(_Line(), quoting=csv.QUOTE_ALL)
    yield "\ufeff" + str(writer.writerow([neutralise(title) for title in header]))
    for row in rows:
        yield str(writer.writerow([_as_text(cell) for cell in row]))


def _as_text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return _local(cell).isoformat(sep=" ", timespec="minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    # A number that is one cannot be a formula, and "-3" must stay a number.
    return str(cell) if isinstance(cell, NUMBERS) else neutralise(cell)


def xlsx(title: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A workbook with one sheet; text goes in as text, so that nothing needs an apostrophe."""
    buffer = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(buffer, options) as book:
        sheet = book.add_worksheet(_sheet_name(title))
        formats = {
            "head": book.add_format({"bold": True, "bottom": 1}),
            "day": book.add_format({"num_format": "yyyy-mm-dd"}),
            "time": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        }
        sheet.freeze_panes(1, 0)
        for column, name in enumerate(header):
            sheet.write_string(0, column, name, formats["head"])
        for line, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                _write(sheet, line, column, cell, formats)
        sheet.autofit()
    return buffer.getvalue()


def _write(
    sheet: xlsxwriter.worksheet.Worksheet,
    line: int,
    column: int,
    cell: Cell,
    formats: dict[str, xlsxwriter.format.Format],
) -> None:
    if cell is None:
        return
    if isinstance(cell, datetime):
        sheet.write_datetime(line, column, _local(cell), formats["time"])
    elif isinstance(cell, date):
        sheet.write_datetime(line, column, cell, formats["day"])
    elif isinstance(cell, NUMBERS) and not isinstance(cell, bool):
        sheet.write_number(line, column, float(cell))
    else:
        # Longer text than a cell can hold would be dropped whole.
        sheet.write_string(line, column, str(cell)[:32_767])


def _local(moment: datetime) -> datetime:
    """The moment on the site's own clock: spreadsheets know no time zones."""
    return timezone.make_naive(moment) if timezone.is_aware(moment) else moment


def _sheet_name(title: str) -> str:
    return re.sub(r"[\[\]:*?/\\']", " ", title).strip()[:31] or "Sheet"
