"""The demo's clock: runs the year's steps in order, through the real workflow, and dates what each wrote.

The workflow takes its times from the database and from Python's clock, so each step leaves rows
that say "now". All steps share one transaction; after each, every "now" it left becomes the time at
which the step is said to have happened. Events are announced at that time too.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import connection, models
from django.utils import timezone

from ideanet.activity import announcing
from ideanet.activity.models import Event
from ideanet.reports.models import Credit

WRITES = re.compile(r'^(?:INSERT INTO|UPDATE) "(\w+)"')
Step = Callable[[], Any]
Report = Callable[[int, int], None]


def silently(_done: int, _total: int) -> None:
    """A report that nobody reads."""


@dataclass(order=True)
class Planned:
    at: datetime
    order: int
    step: Step = field(compare=False)


def _times(model: type[models.Model]) -> list[str]:
    fields = model._meta.concrete_fields
    return [str(field.column) for field in fields if isinstance(field, models.DateTimeField)]


class Clock:
    """Collects steps with `at`, then `run`s them. Use inside one transaction."""

    def __init__(self, today: datetime | None = None) -> None:
        self.started = today or timezone.now()
        self.last_event = 0
        self.planned: list[Planned] = []
        # The ledger is append-only; its year is that of its event.
        self.columns = {
            model._meta.db_table: _times(model) for model in apps.get_models() if model is not Credit
        }  # documented

    def at(self, days_ago: float, step: Step) -> None:
        """Plan a step so many days before today; steps of one time keep their order."""
        self.planned.append(Planned(self.started - timedelta(days=days_ago), len(self.planned), step))

    def run(self, progress: Report = silently) -> None:
        total = len(self.planned)
        self.last_event = Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        for done, planned in enumerate(sorted(self.planned), 1):
            with self._dated(planned.at):
                planned.step()
            self._announce(planned.at)
            progress(done, total)
        self.planned.clear()

    def _announce(self, at: datetime) -> None:
        """Tell what happened since the last event that was told, at that time."""
        fresh = list(Event.objects.filter(pk__gt=self.last_event).order_by("pk").values_list("pk", flat=True))
        if fresh:
            with self._dated(at):
                for event_pk in fresh:
                    announcing.announce(event_pk)
            self.last_event = fresh[-1]

    @contextmanager
    def _dated(self, at: datetime) -> Iterator[None]:
        touched: set[str] = set()

        def watch(execute: Any, sql: str, *rest: Any) -> Any:
            if found := WRITES.match(sql):
                touched.add(found[1])
            return execute(sql, *rest)

        with connection.execute_wrapper(watch):
            yield
        for table in sorted(touched):
            self._date(table, at)

    def _date(self, table: str, at: datetime) -> None:
        """Every time of this table that lies between the start of the transaction and now becomes `at`."""
        if columns := self.columns.get(table):
            # Events are many, and once they are told they stay as they are.
            fresh = f"id > {self.last_event}" if table == Event._meta.db_table else "true"
            now = [f'"{column}" BETWEEN transaction_timestamp() AND clock_timestamp()' for column in columns]
            dated = [
                f'"{column}" = CASE WHEN {is_now} THEN %s ELSE "{column}" END'
                for column, is_now in zip(columns, now, strict=True)
            ]
            with connection.cursor() as cursor:
                cursor.execute(
                    f'UPDATE "{table}" SET {", ".join(dated)} WHERE {fresh} AND ({" OR ".join(now)})',  # noqa: S608  # names of our own tables
                    [at] * len(columns),
                )
