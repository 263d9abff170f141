"""Rows into tables by PostgreSQL's COPY, with keys taken from the tables' own sequences."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import Any

from django.db import connection, models

Row = Sequence[Any]


def keys(model: type[models.Model]) -> Iterator[int]:
    """Fresh primary keys after the largest one in use."""
    largest = model._default_manager.aggregate(largest=models.Max("pk"))["largest"] or 0  # noqa: SLF001  # documented
    return count(largest + 1)


def copy(model: type[models.Model], columns: Sequence[str], rows: Iterable[Row]) -> int:
    """Write the rows, each a sequence of values in the order of `columns`; returns how many."""
    table = model._meta.db_table  # Django's documented way
    names = ", ".join(f'"{column}"' for column in columns)
    written = 0
    with connection.cursor() as cursor:
        with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as stream:  # our own names
            for row in rows:
                stream.write_row(row)
                written += 1
        if "id" in columns:
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('\"{table}\"', 'id'), (SELECT max(id) FROM \"{table}\"))"  # noqa: S608  # our own names
            )
    return written
