"""Sessions for tests, made through the workflow; and moved in time, as tests never wait."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone

from ideanet.people.models import Organisation, Person
from ideas.models import Session
from ideas.stages import Audience
from ideas.workflow import scheduling
from ideas.workflow.scheduling import Plan, Repeat
from tests import factories

HOUR = timedelta(hours=1)


def plan(
    *presenters: Person,
    starts_at: datetime | None = None,
    length: timedelta = HOUR,
    shared_with: list[Organisation] | None = None,
    **columns: Any,
) -> Plan:
    """An hour in two days, in the library, for all employees, unless it says otherwise."""
    given = {
        "title": "A quiet hour",
        "description": "What we learned.",
        "place": "The library",
        "link": "",
        "places": None,
        "audience": Audience.INTERNAL,
    }
    starts_at = starts_at or (timezone.now() + timedelta(days=2)).replace(microsecond=0)
    return Plan(given | columns, starts_at, length, list(presenters), shared_with or [])


def make_session(by: Person | None = None, *presenters: Person, **fields: Any) -> Session:
    """Scheduled by an employee, who presents it unless others do; `fields` as for `plan`."""
    by = by or factories.make_employee(name="Sally Scheduler")
    return scheduling.schedule(plan(*(presenters or (by,)), **fields), by=by)


def make_series(by: Person, first: datetime, frequency: str, until: Any, **fields: Any) -> list[Session]:
    session = scheduling.schedule(plan(by, starts_at=first, **fields), by=by, repeat=Repeat(frequency, until))
    return list(Session.objects.filter(series=session.series_id).order_by("starts_at"))


def put(session: Session, start: timedelta, length: timedelta = HOUR) -> Session:
    """As if it began so long from now; minus is ago."""
    starts_at = timezone.now() + start
    Session.objects.filter(pk=session.pk).update(starts_at=starts_at, ends_at=starts_at + length)
    return fresh(session)


def over(session: Session) -> Session:
    return put(session, timedelta(days=-1))


def fresh(session: Session) -> Session:
    found: Session = Session.objects.for_rules().get(pk=session.pk)
    return found


def at(year: int, month: int, day: int, hour: int = 12, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)
