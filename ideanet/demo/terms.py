"""Terms and offices of the demo, from content/councils.yaml: ending, renewed, let go; and a secretary."""

from datetime import timedelta
from functools import partial

from django.utils import timezone

from councils.models import Seat
from councils.stages import SeatClass
from councils.workflow import renewing, seating
from councils.workflow.seating import Offer
from ideanet.demo.clock import Clock
from ideanet.demo.councils import House
from ideanet.demo.ideas import Row
from ideanet.demo.people import read


def plan(house: House, clock: Clock) -> None:
    for council in read("councils.yaml"):
        if "secretary" in council:
            clock.at(7, partial(appoint, house, council, council["secretary"]))
        for key, days in council.get("ends", {}).items():
            clock.at(60, partial(shorten, house, council, key, days))
        for key in council.get("renewed", []):
            clock.at(30, partial(renew, house, council, key))
        for key, reason in council.get("let_go", {}).items():
            clock.at(8, partial(let_go, house, council, key, reason))


def appoint(house: House, council: Row, key: str) -> None:
    """Invited by the chair, and glad of it."""
    today = timezone.localdate()
    offer = Offer(SeatClass.EXPERT, today, today + timedelta(days=365), is_secretary=True)
    invitation = seating.invite(
        house.councils[council["key"]], house.cast[key], offer, by=house.cast[council["chairs"][0]]
    )
    seating.accept(invitation, by=house.cast[key])


def _seat(house: House, council: Row, key: str) -> Seat:
    seats = Seat.objects.select_related("council", "person")
    return seats.get(council=house.councils[council["key"]], person=house.cast[key])


def shorten(house: House, council: Row, key: str, days: int) -> None:
    """Its first term was a short one."""
    seat = _seat(house, council, key)
    ends_on = timezone.localdate() + timedelta(days=days)
    seating.change(
        seat, by=house.cast["irene"], seat_class=seat.seat_class, is_chair=seat.is_chair, ends_on=ends_on
    )


def renew(house: House, council: Row, key: str) -> None:
    seat = _seat(house, council, key)
    assert seat.ends_on is not None  # noqa: S101  # `ends` gave it one
    renewing.renew(seat, by=house.cast[council["chairs"][0]], after=seat.ends_on)


def let_go(house: House, council: Row, key: str, reason: str) -> None:
    renewing.let_go(_seat(house, council, key), by=house.cast[council["chairs"][0]], reason=reason)
