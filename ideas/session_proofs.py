"""Counting again, from the rows, the places in sessions, and whether somebody said who was there."""

from collections.abc import Iterator

from django.db.models import Count, Exists, OuterRef, Q

from ideanet.activity.models import Event
from ideanet.activity.querysets import type_of
from ideas import session_notices
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


def attendance() -> Iterator[Difference | None]:
    """A session says that attendance was taken if, and only if, the record of events does."""
    taken = Event.objects.filter(
        kind=session_notices.ATTENDANCE_TAKEN.name, topic_type=type_of(Session), topic_id=OuterRef("pk")
    )
    rows = Session.objects.annotate(is_taken=Exists(taken)).order_by("pk")
    for key, at, is_taken in rows.values_list("pk", "attendance_at", "is_taken").iterator(chunk_size=1000):
        has = at is not None
        yield Difference(f"session {key}", "attendance taken", has, is_taken) if has != is_taken else None
