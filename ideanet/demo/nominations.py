"""The nominations of the demo, from content/councils.yaml: one to answer, one for oneself, one that was declined."""

from datetime import timedelta
from functools import partial

from django.utils import timezone

from councils.models import Nominee, SeatInvitation
from councils.stages import SeatClass
from councils.workflow import nominating, seating
from councils.workflow.seating import Offer
from ideanet.demo.clock import Clock
from ideanet.demo.councils import House
from ideanet.demo.ideas import Row
from ideanet.demo.people import read


def plan(house: House, clock: Clock) -> None:
    for council in read("councils.yaml"):
        for row in council.get("nominations", []):
            clock.at(row["days"], partial(nominate, house, council["key"], row))
            if "invited" in row:
                clock.at(row["invited"], partial(invite, house, council, row))
                clock.at(row["declined"], partial(decline, house, row))


def nominate(house: House, council: str, row: Row) -> None:
    nominating.nominate(
        house.councils[council],
        house.cast[row["person"]],
        by=house.cast[row["by"]],
        reason=row["reason"],
        alternates=[house.cast[key] for key in row.get("alternates", [])],
    )


def invite(house: House, council: Row, row: Row) -> None:
    nominees = Nominee.objects.select_related("nomination__council", "person__organisation")
    nominee = nominees.get(
        person=house.cast[row["person"]], place=0, nomination__council=house.councils[council["key"]]
    )
    today = timezone.localdate()
    offer = Offer(SeatClass.CUSTOMER, today, today + timedelta(days=730), message="Forty shops, one seat.")
    nominating.invite(nominee, offer, by=house.cast[council["chairs"][0]])


def decline(house: House, row: Row) -> None:
    person = house.cast[row["person"]]
    seating.refuse(SeatInvitation.objects.pending().get(person=person), by=person, reason=row["answer"])
