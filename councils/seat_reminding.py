"""Warnings of seats that will fall short and of invitations that ran out: the only code that sends them, each once."""

from django.db import transaction
from django.db.models.functions import Now
from django.utils.formats import date_format

from councils import nomination_notices, seat_notices, shortfalls
from councils.models import SeatInvitation, SeatWarning
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
