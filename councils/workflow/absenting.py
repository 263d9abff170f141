"""The only code that writes days away, and who acts as chair meanwhile."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from councils import absence_notices, acting, away, duty_rules
from councils.models import Absence, Council, Seat
from councils.workflow import readers
from councils.workflow.locking import lock_council
from ideanet.activity import events
from ideanet.activity.kinds import EventKind
from ideanet.activity.models import Event
from ideanet.activity.stages import Reach
from ideanet.people.models import Person
from ideas.errors import OutOfDateError, RefusedError

# Who is away longer gives the seat back, or says so again.
LONGEST: Final = 366


@dataclass(frozen=True)
class Days:
    """The days away, and for a chair who acts meanwhile, if anybody."""

    from_on: date
    until_on: date
    reason: str = ""
    acting: Seat | None = None


@transaction.atomic
def state(council: Council, days: Days, *, by: Person) -> Absence:
    """Say that one is away; the same days again are one absence. RefusedError says in words why not."""
    council = lock_council(council)
    if not duty_rules.may_state_absence(by, council):
        raise PermissionDenied
    seat = next(s for s in council.seats.all() if s.person_id == by.pk and s.is_sitting)
    known = Absence.objects.standing().filter(
        seat=seat, from_on=days.from_on, until_on=days.until_on, acting=days.acting
    )
    if (stated := known.first()) is not None:
        return stated
    absence = Absence(
        seat=seat,
        from_on=days.from_on,
        until_on=days.until_on,
        starts_at=council.start_of(days.from_on),
        ends_at=council.end_of(days.until_on),
        reason=days.reason.strip(),
        acting=days.acting,
    )
    _check(council, absence)
    absence.save(force_insert=True)
    said = away.days_of(absence)
    _record(absence_notices.AWAY, council, absence, by, days=said)
    if days.acting is not None:
        _record(absence_notices.ACTING, council, absence, by, person_id=days.acting.person_id, days=said)
        acting.begin(absence)
    return absence


@transaction.atomic
def state_everywhere(council: Council, days: Days, *, by: Person) -> list[Absence]:
    """In every council on which one sits, or in none; who acts as chair is named for `council` alone."""
    seated = Council.objects.filter(pk__in=by.council_seats.sitting().values("council"))
    return [_state_in(each, council, days, by) for each in seated.order_by("pk")]


def _state_in(each: Council, here: Council, days: Days, by: Person) -> Absence:
    """RefusedError says in which council, where it is not the one at hand."""
    if each.pk == here.pk:
        return state(each, days, by=by)
    try:
        return state(each, replace(days, acting=None), by=by)
    except RefusedError as error:
        raise RefusedError(f"{each.name}: {error}") from error


def _check(council: Council, absence: Absence) -> None:
    if absence.until_on < absence.from_on:
        raise RefusedError(_("The last day lies before the first."))
    if absence.until_on < council.today():
        raise RefusedError(_("These days are over already."))
    if (absence.until_on - absence.from_on).days >= LONGEST:
        raise RefusedError(
            _("That is more than a year: give the seat back instead, or state a shorter time.")
        )
    meanwhile = Absence.objects.between(absence.starts_at, absence.ends_at)
    if meanwhile.filter(seat=absence.seat).exists():
        raise RefusedError(_("You have stated some of these days already; take those back first."))
    if absence.acting is None:
        return
    deputy = next((s for s in council.seats.all() if s.pk == absence.acting_id), None)
    if not absence.seat.is_chair:
        raise RefusedError(_("Only a chair names somebody to act as chair."))
    if deputy is None or not deputy.is_sitting or not deputy.person.is_active or deputy.is_chair:
        raise RefusedError(_("Name a member of this council who is no chair yet."))
    if deputy.is_secretary:
        raise RefusedError(_("The secretary acts for no chair: name another member."))
    if meanwhile.filter(seat=deputy).exists():
        raise RefusedError(_("%(name)s is away on some of these days.") % {"name": deputy.person.name})


@transaction.atomic
def end(absence: Absence, *, by: Person) -> None:
    """Be back, or not go at all; who acted as chair acts no longer."""
    council = lock_council(absence.seat.council)
    if absence.seat.person_id != by.pk or not by.is_active:
        raise PermissionDenied
    if not Absence.objects.to_come().filter(pk=absence.pk).update(ended_at=Now()):
        raise OutOfDateError(_("These days are over, or were taken back already."))
    _record(absence_notices.BACK, council, absence, by)
    if absence.acting is not None:
        _record(absence_notices.ACTING_NO_MORE, council, absence, by, person_id=absence.acting.person_id)
        acting.finish(absence)


@transaction.atomic
def end_everywhere(absence: Absence, *, by: Person) -> None:
    """The same days in every council where they were stated."""
    same = Absence.objects.to_come().filter(
        seat__person=by, from_on=absence.from_on, until_on=absence.until_on
    )
    for each in same.select_related("seat__council", "acting").order_by("seat__council"):
        end(each, by=by)


def admit_council(event: Event) -> None:
    """What follows when somebody begins or ends to act as chair: who reads the ideas under review."""
    readers.admit_to_all(event.topic_id)


def _record(kind: EventKind, council: Council, absence: Absence, by: Person, **data: object) -> None:
    events.record(kind, council, by=by, subject=absence, reach=Reach.NAMED, **data)
