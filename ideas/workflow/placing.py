"""The only code that gives places in sessions and takes them back: first come, first served, under a lock."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from ideanet.activity import events
from ideanet.activity.stages import Reach
from ideanet.people.models import Person
from ideas import calendar_mailing, session_notices, session_rules
from ideas.errors import OutOfDateError
from ideas.models import Place, Session
from ideas.stages import CalendarCause, PlaceState


@transaction.atomic
def take(session: Session, *, by: Person) -> Place:
    """Take a place, or wait for one where all are taken; asked twice, it is the same one."""
    session = _lock(session)
    _check(session, by)
    found = Place.objects.at(session).filter(person=by).first()
    if found is not None:
        return found
    is_free = session.free is None or session.free > 0
    place = Place.objects.create(
        session=session, person=by, state=PlaceState.TAKEN if is_free else PlaceState.WAITING
    )
    _count(session)
    if is_free:
        calendar_mailing.owe(session, [by.pk], CalendarCause.PLACED)
    events.record(session_notices.SIGNED_UP, session, by=by, reach=Reach.NAMED)
    return place


@transaction.atomic
def give_back(session: Session, *, by: Person) -> None:
    """Give the place back, or wait no more; whose turn it is gets it. Done twice it is done."""
    session = _lock(session)
    _check(session, by)
    found = Place.objects.at(session).filter(person=by).first()
    if found is None:
        return
    found.delete()
    if found.state == PlaceState.TAKEN:
        calendar_mailing.owe(session, [by.pk], CalendarCause.LEFT)
    events.record(session_notices.LEFT, session, by=by, reach=Reach.NAMED)
    fill(session)


def settle(session: Session) -> None:
    """On a locked session that was changed: places of those who may not have one any more go to those who wait."""
    for place in Place.objects.at(session).for_rules():
        sees = session_rules.may_view_session(place.person, session)
        if sees and not session_rules.is_presenter(place.person, session):
            continue
        place.delete()
        if place.state == PlaceState.TAKEN and not sees:
            calendar_mailing.owe(session, [place.person_id], CalendarCause.LEFT)
    fill(session)


def fill(session: Session) -> None:
    """On a locked session: give free places to those who wait, the first one first, and count again."""
    _count(session)
    for place in Place.objects.at(session).waiting().for_rules():
        if session.free is not None and session.free <= 0:
            break
        # Whose account was closed keeps their turn for when it is opened again.
        if not session_rules.may_view_session(place.person, session):
            continue
        place.state = PlaceState.TAKEN
        place.save(update_fields=["state"])
        _count(session)
        _tell(session, place.person_id)


def _tell(session: Session, person_id: int) -> None:
    calendar_mailing.owe(session, [person_id], CalendarCause.PLACED)
    events.record(
        session_notices.PLACE_FREED,
        session,
        by=None,
        reach=Reach.NAMED,
        person_id=person_id,
        why=PlaceState.TAKEN,
    )


def _lock(session: Session) -> Session:
    return Session.objects.for_rules().select_for_update(of=("self",)).get(pk=session.pk)


def _check(session: Session, by: Person) -> None:
    if not session_rules.may_view_session(by, session) or session_rules.is_presenter(by, session):
        raise PermissionDenied
    if session.is_cancelled:
        raise OutOfDateError(_("This session was called off."))
    if session.is_over(session.now):  # type: ignore[attr-defined]  # annotated by for_rules()
        raise OutOfDateError(_("This session is over."))


def _count(session: Session) -> None:
    """The counts from the rows, which nobody else changes while the session is locked."""
    rows = Place.objects.at(session)
    session.taken_count = rows.taken().count()
    session.waiting_count = rows.waiting().count()
    session.save(update_fields=["taken_count", "waiting_count"])
