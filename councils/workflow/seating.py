"""The only code that gives, changes and ends seats. The token of an invitation goes into its mail alone."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from smtplib import SMTPException
from typing import Final

import structlog
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from councils import mailing, notices, rules, seat_notices, standing
from councils.models import Absence, Assignment, Attestation, Council, Seat, SeatInvitation
from councils.stages import AssignmentState
from councils.workflow import conflicts, lining, offering, readers
from councils.workflow.locking import lock_council
from ideanet.activity import events
from ideanet.activity.stages import Reach
from ideanet.people.errors import GoneError
from ideanet.people.models import Person
from ideanet.people.tokens import digest_of, new_token
from ideas.errors import OutOfDateError, RefusedError

LASTS: Final = timedelta(days=21)
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Offer:
    """The seat that is offered. `exception` says why, where an entry requirement is not met."""

    seat_class: str
    starts_on: date
    ends_on: date | None = None
    is_chair: bool = False
    is_secretary: bool = False
    message: str = ""
    exception: str = ""


@transaction.atomic
def invite(council: Council, person: Person, offer: Offer, *, by: Person) -> SeatInvitation:
    """Offer a seat; by exception it waits for a second person. RefusedError says in words why not."""
    council = lock_council(council)
    if not rules.may_invite(by, council):
        raise PermissionDenied
    is_exception = offering.check(council, person, offer, by)
    token = new_token()
    invitation = SeatInvitation.objects.create(
        council=council,
        person=person,
        seat_class=offer.seat_class,
        is_chair=offer.is_chair,
        is_secretary=offer.is_secretary,
        starts_on=offer.starts_on,
        ends_on=offer.ends_on,
        message=offer.message,
        exception=offer.exception,
        needs_agreement=is_exception,
        invited_by=by,
        token_digest=digest_of(token),
        expires_at=timezone.now() + LASTS,
    )
    lining.note(invitation)
    kind = seat_notices.EXCEPTION_ASKED if is_exception else notices.SEAT_OFFERED
    events.record(kind, council, by=by, subject=invitation, reach=Reach.NAMED, person_id=person.pk)
    if not is_exception:
        transaction.on_commit(partial(send, invitation, token))
    return invitation


@transaction.atomic
def invite_again(invitation: SeatInvitation, *, by: Person) -> SeatInvitation:
    """Send a new link, good for as long as a new invitation; the old link stops working."""
    invitation = _lock_invitation(invitation, by)
    if not invitation.is_sent:
        raise RefusedError(_("It is sent when a second person has agreed to the exception."))
    token = new_token()
    invitation.token_digest = digest_of(token)
    invitation.expires_at = timezone.now() + LASTS
    invitation.mailed_at = invitation.expiry_told_at = None
    invitation.save(update_fields=["token_digest", "expires_at", "mailed_at", "expiry_told_at"])
    events.record(notices.OFFER_REPEATED, invitation.council, by=by, subject=invitation, reach=Reach.NAMED)
    transaction.on_commit(partial(send, invitation, token))
    return invitation


@transaction.atomic
def revoke(invitation: SeatInvitation, *, by: Person) -> None:
    invitation = _lock_invitation(invitation, by)
    SeatInvitation.objects.filter(pk=invitation.pk).update(revoked_at=timezone.now())
    events.record(notices.OFFER_REVOKED, invitation.council, by=by, subject=invitation, reach=Reach.NAMED)


def _lock_invitation(invitation: SeatInvitation, by: Person) -> SeatInvitation:
    """Not answered yet, though perhaps run out; for those who invite."""
    council = lock_council(invitation.council)
    if not rules.may_invite(by, council):
        raise PermissionDenied
    pending = SeatInvitation.objects.pending().select_related("council", "person", "invited_by")
    found = pending.filter(pk=invitation.pk).first()
    if found is None:
        raise GoneError
    return found


def send(invitation: SeatInvitation, token: str) -> None:
    """Mail it now: the token is kept nowhere it could be sent from later. The list says if it failed."""
    try:
        mailing.invitation_mail(invitation, token).send()
    except (SMTPException, OSError) as error:
        log.warning("seat invitation not mailed", invitation=invitation.pk, error=type(error).__name__)
        return
    SeatInvitation.objects.filter(pk=invitation.pk).update(mailed_at=timezone.now())


@transaction.atomic
def accept(invitation: SeatInvitation, *, by: Person, attested: Collection[str] = ()) -> Seat:
    """Take the seat, attesting what the council asks; a second time, or after it ran out, raises GoneError."""
    invitation = _lock_own(invitation, by)
    council = invitation.council
    sentences = standing.to_attest(council)
    if not set(sentences) <= set(attested):
        raise RefusedError(_("The council asks for one more sentence to be attested. Please read it first."))
    former = list(Seat.objects.open().filter(council=council, person=by).values_list("pk", flat=True))
    Seat.objects.filter(pk__in=former).update(
        ended_on=timezone.localdate(), ended_because=_("The term was over.")
    )
    seat = Seat.objects.create(
        council=council,
        person=by,
        seat_class=invitation.seat_class,
        is_chair=invitation.is_chair,
        is_secretary=invitation.is_secretary,
        starts_on=invitation.starts_on,
        ends_on=invitation.ends_on,
        given_by=invitation.invited_by,
        exception=invitation.exception,
    )
    # Days away go on with the person, not with the term.
    Absence.objects.filter(seat__in=former).update(seat=seat)
    Attestation.objects.bulk_create(Attestation(seat=seat, sentence=said) for said in sentences)
    SeatInvitation.objects.filter(pk=invitation.pk).update(accepted_at=timezone.now(), seat=seat)
    lining.settle(invitation, seat)
    conflicts.look_again_in(Q(council=council))
    readers.admit_to_all(council.pk)
    # Who sits on a council that hides its members is news for the council alone.
    reach = Reach.NAMED if council.hides_members else Reach.EVERYONE
    events.record(notices.SEAT_TAKEN, council, by=by, subject=seat, reach=reach)
    return seat


@transaction.atomic
def refuse(invitation: SeatInvitation, *, by: Person, reason: str) -> None:
    """Decline, and say why."""
    invitation = _lock_own(invitation, by)
    if not reason.strip():
        raise RefusedError(_("Say why: one sentence helps the council to ask the right person next."))
    SeatInvitation.objects.filter(pk=invitation.pk).update(
        declined_at=timezone.now(), declined_because=reason
    )
    events.record(
        notices.SEAT_REFUSED,
        invitation.council,
        by=by,
        subject=invitation,
        reach=Reach.NAMED,
        reason=reason,
    )


def _lock_own(invitation: SeatInvitation, by: Person) -> SeatInvitation:
    if not by.is_active or invitation.person_id != by.pk:
        raise PermissionDenied
    council = lock_council(invitation.council)
    found = SeatInvitation.objects.usable().select_related("person__organisation").filter(pk=invitation.pk)
    usable = found.first()
    if usable is None:
        raise GoneError
    usable.council = council
    return usable


@transaction.atomic
def change(
    seat: Seat,
    *,
    by: Person,
    seat_class: str,
    is_chair: bool,
    ends_on: date | None,
    is_secretary: bool = False,
) -> None:
    """Change an open seat's class, office and term; who becomes secretary owes no review any more."""
    council = lock_council(seat.council)
    if not rules.may_edit_council(by, council):
        raise PermissionDenied
    if ends_on is not None and ends_on < seat.starts_on:
        raise RefusedError(_("The term ends before it starts."))
    if council.terms_most is not None and _is_longer(ends_on, seat.ends_on):
        raise RefusedError(_("This council counts its terms: a longer one is a renewal."))
    if is_chair and is_secretary:
        raise RefusedError(_("Nobody is chair and secretary at once."))
    changed = Seat.objects.open().filter(pk=seat.pk)
    if not changed.update(
        seat_class=seat_class, is_chair=is_chair, is_secretary=is_secretary, ends_on=ends_on
    ):
        raise OutOfDateError(_("This seat has ended meanwhile."))
    if is_secretary:
        _release(seat)
    readers.admit_to_all(council.pk)
    events.record(
        notices.SEAT_CHANGED, seat.person, by=by, subject=seat, reach=Reach.NAMED, council=council.name
    )


def _is_longer(wanted: date | None, current: date | None) -> bool:
    return current is not None and (wanted is None or wanted > current)


@transaction.atomic
def end(seat: Seat, *, by: Person, reason: str) -> None:
    """End a seat, one's own or another's, and say why; it stays as history."""
    council = lock_council(seat.council)
    if not (rules.may_edit_council(by, council) or (by.is_active and by.pk == seat.person_id)):
        raise PermissionDenied
    if not reason.strip():
        raise RefusedError(_("Say why the seat ends."))
    ended = (
        Seat.objects.open()
        .filter(pk=seat.pk)
        .update(ended_on=timezone.localdate(), ended_because=reason, ended_by=by)
    )
    if not ended:
        raise OutOfDateError(_("This seat has ended meanwhile."))
    _release(seat)
    readers.admit_to_all(council.pk)
    if by.pk == seat.person_id:
        events.record(notices.SEAT_LEFT, council, by=by, subject=seat, reach=Reach.NAMED, reason=reason)
    else:
        events.record(
            notices.SEAT_ENDED,
            seat.person,
            by=by,
            subject=seat,
            reach=Reach.NAMED,
            council=council.name,
            reason=reason,
        )


def _release(seat: Seat) -> None:
    """What they owed is owed no longer; reviews that are in stay in."""
    pending = Assignment.objects.pending().filter(person=seat.person_id, review__council=seat.council_id)
    Assignment.objects.filter(pk__in=pending.values("pk")).update(state=AssignmentState.VOID)
