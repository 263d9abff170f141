"""Counting again, from the rows, the places in sessions."""

from collections.abc import Iterator

from django.db.models import Count, Q

from ideas.models import Session
from ideas.proofs import Difference
from ideas.stages import PlaceState


def places() -> Iterator[Difference | None]:
    """Places taken and waited for; nobody waits where a place is free."""
    counted = Session.objects.annotate(
        taken=Count("place_rows", filter=Q(place_rows__state=PlaceState.TAKEN)),
        waiting=Count("place_rows", filter=Q(place_rows__state=PlaceState.WAITING)),
    ).only("pk", "taken_count", "waiting_count")
    for session in counted.order_by("pk").iterator(chunk_size=1000):
        thing = f"session {session.pk}"
        taken: int = session.taken  # type: ignore[attr-defined]  # annotated above
        waiting: int = session.waiting  # type: ignore[attr-defined]  # annotated above
        if session.taken_count != taken:
            yield Difference(thing, "taken_count", session.taken_count, taken)
        elif session.waiting_count != waiting:
            yield Difference(thing, "waiting_count", session.waiting_count, waiting)
        else:
            yield None
