"""The only code that renews terms and lets seats go."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from councils import seat_notices, seat_rules, terms
from councils.models import Council, Renewal, Seat
from councils.workflow.locking import lock_council
from ideanet.activity import events
from ideanet.activity.kinds import EventKind
from ideanet.activity.stages import Reach
from ideanet.people.errors import GoneError
from ideanet.people.models import Person
from ideas.errors import OutOfDateError, RefusedError


@transaction.atomic
def renew(seat: Seat, *, by: Person, after: date, exception: str = "") -> Renewal:
    """One more term after the one that ends on the day `after`; a second click finds the first one's.

    Beyond the most that the council allows it takes a reason, and waits for a second person.
    """
    seat = _lock(seat, by)
    council = seat.council
    known = Renewal.objects.filter(seat=seat, starts_on=after + terms.DAY).first()
    if known is not None:
        return known
    if seat.ends_on != after:
        raise OutOfDateError(_("The term was changed meanwhile."))
    if not terms.is_renewable(seat):
        raise RefusedError(_("The term ends in more than half a year; renew it then."))
    starts_on = after + terms.DAY
    ends_on = terms.end_of_term(council, starts_on)
    if ends_on < timezone.localdate():
        raise RefusedError(_("The term has been over for too long; invite the member anew."))
    is_too_many = terms.is_exhausted(council, terms.served(council, seat.person, after).terms)
    if is_too_many and not exception.strip():
        raise RefusedError(
            _(
                "This member has sat as many terms in a row as the council allows. Say why to make an exception."
            )
        )
    renewal = Renewal.objects.create(
        seat=seat,
        starts_on=starts_on,
        ends_on=ends_on,
        renewed_by=by,
        needs_agreement=is_too_many,
        exception=exception.strip() if is_too_many else "",
    )
    if is_too_many:
        _record_for_council(seat_notices.TERM_ASKED, seat, by)
    else:
        _extend(seat, renewal, by)
    return renewal


@transaction.atomic
def agree(renewal: Renewal, *, by: Person) -> Renewal:
    """A second person agrees to a term too many; the same person again changes nothing."""
    found = _lock_renewal(renewal)
    if not seat_rules.may_agree_to_renewal(by, found):
        raise PermissionDenied
    if found.agreed_by_id == by.pk or not found.needs_agreement:
        return found
    if found.agreed_by_id is not None or found.seat.ends_on != found.starts_on - terms.DAY:
        raise OutOfDateError(_("The term was changed meanwhile."))
    found.agreed_by, found.agreed_at = by, timezone.now()
    found.save(update_fields=["agreed_by", "agreed_at"])
    _extend(found.seat, found, found.renewed_by)
    return found


@transaction.atomic
def take_back(renewal: Renewal, *, by: Person) -> None:
    """Ask for the term too many no longer; one that was agreed to stays."""
    found = _lock_renewal(renewal)
    if not seat_rules.may_renew(by, found.seat):
        raise PermissionDenied
    if found.stands:
        raise OutOfDateError(_("Somebody has agreed to it meanwhile."))
    found.delete()


@transaction.atomic
def let_go(seat: Seat, *, by: Person, reason: str) -> None:
    """Say that the term will not be renewed; the member reads why, and sits until it ends."""
    seat = _lock(seat, by)
    if not terms.is_renewable(seat):
        raise RefusedError(_("The term ends in more than half a year; decide then."))
    if not reason.strip():
        raise RefusedError(_("Say why: the member reads it."))
    waiting = Seat.objects.open().filter(pk=seat.pk, let_go_at__isnull=True)
    if not waiting.update(let_go_at=timezone.now(), let_go_by=by, let_go_because=reason.strip()):
        raise OutOfDateError(_("Somebody has let this seat go meanwhile."))
    Renewal.objects.waiting().filter(seat=seat).delete()
    _record_for_member(seat_notices.LET_GO, seat, by, reason=reason.strip())


def _lock(seat: Seat, by: Person) -> Seat:
    """Open, as it is now, and for those who may renew it."""
    council = lock_council(seat.council)
    found = Seat.objects.open().select_related("person__organisation").filter(pk=seat.pk).first()
    if found is None:
        raise OutOfDateError(_("This seat has ended meanwhile."))
    found.council = council
    if not seat_rules.may_renew(by, found):
        raise PermissionDenied
    return found


def _lock_renewal(renewal: Renewal) -> Renewal:
    council: Council = lock_council(renewal.seat.council)
    found = (
        Renewal.objects.select_related("seat__person", "renewed_by")
        .filter(pk=renewal.pk, seat__ended_on__isnull=True)
        .first()
    )
    if found is None:
        raise GoneError
    found.seat.council = council
    return found


def _extend(seat: Seat, renewal: Renewal, by: Person) -> None:
    """Whoever was to be let go stays after all."""
    Seat.objects.filter(pk=seat.pk).update(
        ends_on=renewal.ends_on, let_go_at=None, let_go_by=None, let_go_because=""
    )
    _record_for_member(seat_notices.TERM_RENEWED, seat, by, day=date_format(renewal.ends_on, "j F Y"))


def _record_for_member(kind: EventKind, seat: Seat, by: Person, **data: str) -> None:
    events.record(
        kind, seat.person, by=by, subject=seat, reach=Reach.NAMED, council=seat.council.name, **data
    )


def _record_for_council(kind: EventKind, seat: Seat, by: Person) -> None:
    events.record(kind, seat.council, by=by, subject=seat, reach=Reach.NAMED, person_id=seat.person_id)
