"""Warnings of seats that fall short or end, and of invitations that ran out, each sent once and here alone."""

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.formats import date_format

from councils import nomination_notices, seat_notices, shortfalls, terms
from councils.models import Seat, SeatInvitation, SeatWarning, TermWarning
from councils.shortfalls import Expiry
from ideanet.activity import events
from ideanet.activity.stages import Reach


def warn_all() -> int:
    """How many warnings were sent. Running it twice, or at once, sends nothing twice."""
    return sum(warn(expiry) for expiry in shortfalls.expiries())


@transaction.atomic
def warn(expiry: Expiry) -> bool:
    """Tell the chairs and the member; False if they were told of this day already."""
    _row, is_new = SeatWarning.objects.get_or_create(
        seat=expiry.seat, credential=expiry.credential, expires_on=expiry.day
    )
    if is_new:
        events.record(
            seat_notices.FALLS_SHORT,
            expiry.seat.council,
            by=None,
            subject=expiry.seat,
            reach=Reach.NAMED,
            person_id=expiry.seat.person_id,
            day=date_format(expiry.day, "j F Y"),
        )
    return is_new


def tell_of_all_run_out() -> int:
    """How many invitations ran out since the last time. What follows for alternates follows from the event."""
    silent = SeatInvitation.objects.run_out().filter(expiry_told_at=None)
    return sum(tell_of_run_out(pk) for pk in silent.values_list("pk", flat=True))


@transaction.atomic
def tell_of_run_out(invitation_pk: int) -> bool:
    """Tell the chairs; False if they were told, or it was answered or sent again meanwhile."""
    silent = SeatInvitation.objects.run_out().filter(pk=invitation_pk, expiry_told_at=None)
    if not silent.update(expiry_told_at=Now()):
        return False
    invitation = SeatInvitation.objects.select_related("council").get(pk=invitation_pk)
    events.record(
        nomination_notices.RUN_OUT, invitation.council, by=None, subject=invitation, reach=Reach.NAMED
    )
    return True


def warn_of_all_terms() -> int:
    """How many terms were warned of: those that end within two months and that nobody has decided on."""
    today = timezone.localdate()
    ending = Seat.objects.sitting().filter(
        ends_on__range=(today, today + terms.AHEAD), let_go_at__isnull=True
    )
    unsaid = ending.exclude(term_warnings__ends_on=F("ends_on"))
    return sum(warn_of_term(seat) for seat in unsaid.select_related("council"))


@transaction.atomic
def warn_of_term(seat: Seat) -> bool:
    """Tell the chairs and the member; False if they were told of this day already."""
    assert seat.ends_on is not None  # noqa: S101  # tells the type
    _row, is_new = TermWarning.objects.get_or_create(seat=seat, ends_on=seat.ends_on)
    if is_new:
        events.record(
            seat_notices.TERM_ENDS,
            seat.council,
            by=None,
            subject=seat,
            reach=Reach.NAMED,
            person_id=seat.person_id,
            day=date_format(seat.ends_on, "j F Y"),
        )
    return is_new
