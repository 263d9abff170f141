"""What tests write at once is what the workflow would have written."""

from typing import Any

import pytest
from django.db.models import Model

from councils.models import Council
from ideanet.activity.models import Event
from tests import factories
from tests.councils import making

pytestmark = pytest.mark.django_db


def facts(row: Model) -> dict[str, Any]:
    """All that two councils' rows may have in common: keys, times and tokens differ."""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    differing = ("id", "_id", "_at", "at", "token_digest", "data", "search")
    same = {name: value for name, value in values.items() if not name.endswith(differing)}
    return same | {f"{name} is set": value is not None for name, value in values.items()}


def written(council: Council) -> list[dict[str, Any]]:
    seats = council.seats.order_by("pk")
    offers = council.seat_invitations.order_by("pk")
    events = Event.objects.about(council).order_by("kind", "pk")
    who = [{"taker is named": offer.seat.person_id == offer.person_id} for offer in offers if offer.seat]
    actors = [{"actor": event.actor == council.created_by, "data": sorted(event.data)} for event in events]
    return [facts(row) for rows in (seats, offers, events) for row in rows] + who + actors


def test_seats_taken_at_once_are_seats_taken_one_by_one() -> None:
    slow = making.make_council(by=making.make_keeper())
    making.seat(slow, is_chair=True)
    making.seat(slow)
    quick = making.make_council(by=making.make_keeper(), name="Quick")
    chair = factories.make_employee()
    making.seat_at_once(quick, chair, [factories.make_employee()])
    assert written(quick) == written(slow)
    assert len(written(quick)) > 10
