"""The only code that schedules sessions, changes them and calls them off."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ideanet.activity import events
from ideanet.activity.stages import Reach
from ideanet.people.models import Organisation, Person
from ideas import calendar_mailing, repeating, session_notices, session_rules
from ideas.errors import OutOfDateError, RefusedError
from ideas.models import Presenter, Series, Session
from ideas.stages import Audience, CalendarCause
from ideas.workflow import placing


@dataclass(frozen=True)
class Plan:
    """What a session is to be: its columns but for its times, who presents, and whom it is shared with."""

    columns: Mapping[str, Any]
    starts_at: datetime
    length: timedelta
    presenters: list[Person]
    shared_with: list[Organisation] = field(default_factory=list)

    def at(self, starts_at: datetime) -> "Plan":
        return replace(self, starts_at=starts_at)


@dataclass(frozen=True)
class Repeat:
    """How often, and the last day on which it may begin."""

    frequency: str
    until: date


def schedule(
    plan: Plan, *, by: Person, repeat: Repeat | None = None, request_key: UUID | None = None
) -> Session:
    """Schedule a session, or each of a series, of which the first is returned.

    The same `request_key` again returns what it already made.
    """
    if not session_rules.may_schedule(by):
        raise PermissionDenied
    try:
        return _made(by, request_key) or _schedule(plan, by, repeat, request_key)
    except IntegrityError:
        # The same form, sent twice at once: the other one was first.
        made = _made(by, request_key)
        if made is None:
            raise
        return made


def _made(by: Person, request_key: UUID | None) -> Session | None:
    if request_key is None:
        return None
    return Session.objects.filter(scheduled_by=by, request_key=request_key).first()


@transaction.atomic
def _schedule(plan: Plan, by: Person, repeat: Repeat | None, request_key: UUID | None) -> Session:
    zone = ZoneInfo(by.time_zone)
    starts = [plan.starts_at]
    series = None
    if repeat is not None:
        starts = repeating.starts(plan.starts_at, repeat.frequency, repeat.until, zone)
        series = Series.objects.create(frequency=repeat.frequency, until=repeat.until)
    made = [
        _create(plan.at(start), by, series, zone, key=None if place else request_key)
        for place, start in enumerate(starts)
    ]
    first = made[0]
    events.record(session_notices.SCHEDULED, first, by=by, times=len(made))
    _ask(first, plan.presenters, by, spans=len(made) > 1)
    return first


def _create(plan: Plan, by: Person, series: Series | None, zone: ZoneInfo, key: UUID | None) -> Session:
    session = Session.objects.create(
        **plan.columns,
        starts_at=plan.starts_at,
        ends_at=plan.starts_at + plan.length,
        time_zone=zone.key,
        scheduled_by=by,
        series=series,
        request_key=key,
    )
    session.shared_with.set(_chosen(plan))
    _set_presenters(session, plan.presenters)
    return session


def _chosen(plan: Plan) -> list[Organisation]:
    return plan.shared_with if plan.columns["audience"] == Audience.SHARED else []


def _set_presenters(session: Session, presenters: list[Person]) -> None:
    Presenter.objects.filter(session=session).delete()
    Presenter.objects.bulk_create(
        Presenter(session=session, person=person, position=position)
        for position, person in enumerate(presenters)
    )


def _ask(session: Session, presenters: list[Person], by: Person, *, spans: bool) -> None:
    """Tell those who are to present, and put it into their calendars."""
    for person in presenters:
        if person.pk != by.pk:
            events.record(
                session_notices.PRESENTER_NAMED,
                session,
                by=by,
                reach=Reach.NAMED,
                person_id=person.pk,
                why="presents",
            )
    calendar_mailing.owe(session, [p.pk for p in presenters], CalendarCause.PRESENTS, spans=spans)


def lock(session: Session) -> Session:
    """The session as it is now, with what the rules ask, locked until the transaction ends."""
    return Session.objects.for_rules().select_for_update(of=("self",)).get(pk=session.pk)


def _lock_all(session: Session, *, following: bool) -> list[Session]:
    """The session first, and, if asked for, those of its series that follow it."""
    wanted = Session.objects.filter(pk=session.pk)
    if following:
        wanted |= Session.objects.later_in_series(session)
    rows = Session.objects.for_rules().filter(pk__in=wanted.order_by().values("pk"))
    # In the order of the keys, so that two who change the same series wait for one another.
    found = list(rows.select_for_update(of=("self",)).order_by("pk"))
    return sorted(found, key=lambda row: (row.pk != session.pk, row.starts_at))


def _check(session: Session, by: Person, read_sequence: int) -> None:
    if not session_rules.may_edit_session(by, session):
        raise PermissionDenied
    if session.is_cancelled:
        raise OutOfDateError(_("This session was called off meanwhile."))
    if session.sequence != read_sequence:
        raise OutOfDateError
    if session.is_over(session.now):  # type: ignore[attr-defined]  # annotated by for_rules()
        raise RefusedError(_("This session is over. What was said there can still be written down."))


@transaction.atomic
def change(
    session: Session, plan: Plan, *, by: Person, reason: str, read_sequence: int, following: bool = False
) -> Session:
    """Change a session, and those that follow it in its series if `following`; all who come are told why.

    `read_sequence` is the one that the editor started from. Those that follow keep their distance in
    days, and have the same time on the wall.
    """
    sessions = _lock_all(session, following=following)
    first = sessions[0]
    _check(first, by, read_sequence)
    by_days = repeating.days_between(first.starts_at, plan.starts_at, first.zone)
    before = calendar_mailing.presenters(first)
    for row in sessions:
        start = repeating.moved(row.starts_at, by_days, plan.starts_at, row.zone)
        _apply(row, plan.at(plan.starts_at if row is first else start), by=by, reason=reason)
    _tell_each(sessions, lambda row: _tell_change(row, by, reason, leads=row is first))
    staying = [person.pk for person in plan.presenters if person.pk in before]
    calendar_mailing.owe(first, staying, CalendarCause.CHANGED, words=reason, spans=len(sessions) > 1)
    return first


def _apply(session: Session, plan: Plan, *, by: Person, reason: str) -> None:
    """What the plan says; who may not see it any more, or presents now, needs no place."""
    _check_places(session, plan)
    for name, value in plan.columns.items():
        setattr(session, name, value)
    session.starts_at, session.ends_at = plan.starts_at, plan.starts_at + plan.length
    session.sequence += 1
    session.save(update_fields=[*plan.columns, "starts_at", "ends_at", "sequence"])
    session.shared_with.set(_chosen(plan))
    before = calendar_mailing.presenters(session)
    _set_presenters(session, plan.presenters)
    fresh = Session.objects.for_rules().get(pk=session.pk)
    named = [person for person in plan.presenters if person.pk not in before]
    _ask(fresh, named, by, spans=False)
    gone = set(before) - {person.pk for person in plan.presenters}
    calendar_mailing.owe(fresh, sorted(gone), CalendarCause.LEFT)
    placing.settle(fresh)
    calendar_mailing.owe(fresh, calendar_mailing.comes(fresh), CalendarCause.CHANGED, words=reason)


def _check_places(session: Session, plan: Plan) -> None:
    places = plan.columns["places"]
    if places is None or places >= session.taken_count:
        return
    raise RefusedError(
        ngettext(
            "%(count)s person already has a place on %(day)s: offer at least as many.",
            "%(count)s people already have a place on %(day)s: offer at least as many.",
            session.taken_count,
        )
        % {"count": session.taken_count, "day": date_format(timezone.localtime(session.starts_at), "j F Y")}
    )


def _tell_each(sessions: list[Session], tell: Callable[[Session], None]) -> None:
    """The first one always; of those that follow, the ones that somebody comes to."""
    for place, session in enumerate(sessions):
        if place == 0 or session.taken_count or session.waiting_count:
            tell(session)


def _tell_change(session: Session, by: Person, reason: str, *, leads: bool) -> None:
    events.record(session_notices.CHANGED, session, by=by, reason=reason, leads=leads)


@transaction.atomic
def step_down(session: Session, *, by: Person) -> None:
    """A presenter who cannot: whoever scheduled it is told. Done twice it is done."""
    session = lock(session)
    if not session_rules.may_view_session(by, session):
        raise PermissionDenied
    if session.is_cancelled or session.is_over(session.now):  # type: ignore[attr-defined]  # annotated by for_rules()
        raise OutOfDateError(_("This session is over or was called off."))
    if Presenter.objects.filter(session=session, person=by).delete()[0]:
        calendar_mailing.owe(session, [by.pk], CalendarCause.LEFT)
        events.record(session_notices.PRESENTER_LEFT, session, by=by, reach=Reach.NAMED)


@transaction.atomic
def cancel(
    session: Session, *, by: Person, reason: str, read_sequence: int, following: bool = False
) -> Session:
    """Call a session off, and those that follow it if `following`; all who come are told why."""
    if not reason.strip():
        raise RefusedError(_("Say why: those who were coming will ask."))
    sessions = _lock_all(session, following=following)
    first = sessions[0]
    _check(first, by, read_sequence)
    for row in sessions:
        row.cancelled_at, row.cancel_reason = timezone.now(), reason
        row.sequence += 1
        row.save(update_fields=["cancelled_at", "cancel_reason", "sequence"])
        people = {*calendar_mailing.comes(row), *calendar_mailing.presenters(row)}
        calendar_mailing.owe(row, sorted(people), CalendarCause.CANCELLED, words=reason)
    _tell_each(
        sessions,
        lambda row: _tell_end(row, by, reason, leads=row is first),
    )
    return first


def _tell_end(session: Session, by: Person, reason: str, *, leads: bool) -> None:
    events.record(session_notices.CANCELLED, session, by=by, reason=reason, leads=leads)
