"""The only code that nominates, offers a seat to the next in line, and sets a nomination aside."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from councils import nomination_notices, rules, seat_rules
from councils.models import Council, Nomination, Nominator, Nominee, SeatInvitation
from councils.workflow import seating
from councils.workflow.locking import lock_council
from councils.workflow.seating import Offer
from ideanet.activity import events
from ideanet.activity.models import Event
from ideanet.activity.stages import Reach
from ideanet.people.errors import GoneError
from ideanet.people.models import Person
from ideanet.people.rules import may_view_person
from ideas.errors import OutOfDateError, RefusedError

# Open nominations that one person may have with one council.
MOST: Final = 10


@transaction.atomic
def nominate(
    council: Council, person: Person, *, by: Person, reason: str, alternates: Sequence[Person] = ()
) -> Nomination:
    """Name somebody, and alternates in order; the same again changes the reason.

    Whom somebody else named already is named by both, and neither is told.
    """
    council = lock_council(council)
    line = list(dict.fromkeys([person, *alternates]))
    if not all(seat_rules.may_put_forward(by, whom, council) for whom in line):
        raise PermissionDenied
    _check(council, line, by, reason)
    nomination, _is_first = Nomination.objects.get_or_create(council=council, person=person, closed_at=None)
    is_known = Nominator.objects.standing().filter(nomination=nomination, person=by).exists()
    Nominator.objects.update_or_create(
        nomination=nomination, person=by, defaults={"reason": reason.strip(), "withdrawn_at": None}
    )
    _line_up(nomination, line)
    if not is_known:
        events.record(nomination_notices.NOMINATED, council, by=by, subject=nomination, reach=Reach.NAMED)
    return nomination


def _check(council: Council, line: Sequence[Person], by: Person, reason: str) -> None:
    """Nothing here tells what the nominator may not see: who sits unseen, or was invited, is the chair's to know."""
    if not reason.strip():
        raise RefusedError(_("Say why: the chair reads it before anything else."))
    for whom in line:
        if not whom.is_active:
            raise RefusedError(_("%(name)s is no longer here.") % {"name": whom.name})
    for seat in council.seats.all():
        if seat.is_sitting and seat.person in line:
            seat.council = council
            if rules.may_view_seat(by, seat):
                raise RefusedError(_("%(name)s sits on the council already.") % {"name": seat.person.name})
    others = (
        Nominator.objects.standing()
        .filter(person=by, nomination__council=council, nomination__closed_at__isnull=True)
        .exclude(nomination__person=line[0])
    )
    if others.count() >= MOST:
        raise RefusedError(_("You have ten nominations before this council; let it answer these first."))


def _line_up(nomination: Nomination, line: Sequence[Person]) -> None:
    """Append those who are not in line yet, in their order."""
    there = set(nomination.nominees.values_list("person_id", flat=True))
    last = nomination.nominees.aggregate(last=Max("place"))["last"]
    start = 0 if last is None else last + 1
    new = [whom for whom in line if whom.pk not in there]
    Nominee.objects.bulk_create(
        Nominee(nomination=nomination, person=whom, place=place) for place, whom in enumerate(new, start)
    )


@transaction.atomic
def invite(nominee: Nominee, offer: Offer, *, by: Person, offers_next: bool = False) -> SeatInvitation:
    """Offer the seat to somebody in line; `offers_next` lets the next one follow by itself."""
    nomination = _lock(nominee.nomination, by)
    if standing_invitation(nomination) is not None:
        raise RefusedError(_("An invitation through this nomination waits for its answer."))
    invitation = seating.invite(nomination.council, nominee.person, offer, by=by)
    Nomination.objects.filter(pk=nomination.pk).update(offers_next=offers_next)
    return invitation


@transaction.atomic
def offer_next(nomination: Nomination, *, by: Person, after: int) -> SeatInvitation:
    """Offer the seat of the invitation `after` to the next in line, on the same terms."""
    nomination = _lock(nomination, by)
    last = _last_invited(nomination)
    if last is None or last.invitation is None or last.invitation.pk != after:
        raise OutOfDateError(_("Somebody else was invited meanwhile."))
    if standing_invitation(nomination) is not None:
        raise RefusedError(_("An invitation through this nomination waits for its answer."))
    following = next_in_line(nomination, by)
    if following is None:
        raise RefusedError(_("Nobody is left in line: name another alternate, or set the nomination aside."))
    if last.invitation.is_pending:
        seating.revoke(last.invitation, by=by)
    return seating.invite(nomination.council, following.person, _same_terms(last.invitation), by=by)


def next_in_line(nomination: Nomination, reader: Person) -> Nominee | None:
    """Whoever follows the last one invited, can still be invited, and is somebody the reader may see.

    Load the nomination `for_line()`, with its council `for_rules()`.
    """
    council = nomination.council
    line = list(nomination.nominees.all())
    last = max((n.place for n in line if n.invitation_id is not None), default=-1)
    asked = {invitation.person_id for invitation in council.seat_invitations.all() if invitation.is_pending}
    for nominee in (n for n in line if n.place > last):
        person = nominee.person
        is_free = person.is_active and person.pk not in asked and not rules.sits(person, council)
        if is_free and may_view_person(reader, person):
            return nominee
    return None


def _last_invited(nomination: Nomination) -> Nominee | None:
    invited = nomination.nominees.filter(invitation__isnull=False)
    return invited.select_related("invitation__council", "invitation__person").order_by("-place").first()


def standing_invitation(nomination: Nomination) -> Nominee | None:
    """Whoever still has an invitation to answer."""
    for nominee in nomination.nominees.filter(invitation__isnull=False).select_related("invitation"):
        invitation = nominee.invitation
        if invitation and invitation.is_pending and (invitation.is_usable or not invitation.is_sent):
            return nominee
    return None


def _same_terms(invitation: SeatInvitation) -> Offer:
    """The same seat for as long, from today at the earliest; an exception is made for one person alone."""
    today = timezone.localdate()
    offer = Offer(
        seat_class=invitation.seat_class,
        starts_on=invitation.starts_on,
        ends_on=invitation.ends_on,
        is_chair=invitation.is_chair,
        is_secretary=invitation.is_secretary,
        message=invitation.message,
    )
    if offer.starts_on >= today:
        return offer
    length = offer.ends_on - offer.starts_on if offer.ends_on else None
    return replace(offer, starts_on=today, ends_on=today + length if length else None)


@transaction.atomic
def set_aside(nomination: Nomination, *, by: Person, reason: str) -> None:
    """Close it without a seat; those who nominated read why."""
    nomination = _lock(nomination, by)
    if not rules.may_edit_council(by, nomination.council):
        raise PermissionDenied
    if not reason.strip():
        raise RefusedError(_("Say why: those who nominated read it."))
    if standing_invitation(nomination) is not None:
        raise RefusedError(_("Take the invitation back first, or wait for its answer."))
    Nomination.objects.filter(pk=nomination.pk).update(
        closed_at=Now(), closed_by=by, set_aside_because=reason.strip()
    )
    events.record(
        nomination_notices.SET_ASIDE,
        nomination.council,
        by=by,
        subject=nomination,
        reach=Reach.NAMED,
        reason=reason.strip(),
    )


def _lock(nomination: Nomination, by: Person) -> Nomination:
    """Open, as it is now, and for those who invite."""
    council = lock_council(nomination.council)
    found = Nomination.objects.for_line().get(pk=nomination.pk)
    found.council = council
    if not seat_rules.may_view_nomination(by, found):
        raise PermissionDenied
    if not found.is_open:
        raise GoneError
    return found


def go_on(event: Event) -> None:
    """An invitation was declined or ran out: offer the next in line, where the chair said so.

    Where that cannot be, the chairs read why; a second time there is nothing left to do.
    """
    assert event.subject_id is not None  # noqa: S101  # tells the type
    waiting = Nomination.objects.open().filter(offers_next=True, nominees__invitation=event.subject_id)
    invitation = SeatInvitation.objects.select_related("invited_by__organisation").get(pk=event.subject_id)
    for nomination in waiting.select_related("council"):
        try:
            with transaction.atomic():
                offer_next(nomination, by=invitation.invited_by, after=invitation.pk)
        except (OutOfDateError, GoneError):
            continue
        except (RefusedError, PermissionDenied) as error:
            events.record(
                nomination_notices.NOT_OFFERED,
                nomination.council,
                by=None,
                subject=nomination,
                reach=Reach.NAMED,
                reason=str(error) or _("whoever invited may do so no longer"),
            )
