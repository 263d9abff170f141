"""Warnings before a seat falls short of its council's requirements: the only code that sends them, each once."""

from django.db import transaction
from django.utils.formats import date_format

from councils import seat_notices, shortfalls
from councils.models import SeatWarning
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
