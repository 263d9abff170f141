"""Sealing: chains committed events by digests, in an order of its own, after the writers have gone on.

Nobody who records an event waits for the chain: the database notes it as waiting in the same transaction,
and one sealer at a time takes what was committed by then. A transaction that commits late, or never, leaves
no gap, because numbers are given here and not where events are written.
"""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC
from typing import Any, Final

from django.db import connection, transaction

from ideanet.activity.models import Event, EventSeal

BATCH: Final = 1000
# A lock of the database's own, by a number of ours: "seal".
LOCK: Final = 0x5EA1
COLUMNS: Final = (
    "pk", "at", "kind", "actor_id", "topic_type", "topic_id", "subject_type", "subject_id", "reach", "data",
)  # fmt: skip
SEAL = """
    UPDATE activity_eventseal AS seal
    SET number = link.number, previous = link.previous, digest = link.digest
    FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::text[]) AS link (event_key, number, previous, digest)
    WHERE seal.event_key = link.event_key
"""


def digest_of(previous: str, columns: tuple[Any, ...]) -> str:
    """SHA-256 in hexadecimal of a JSON list: the previous digest, then COLUMNS as they are in the database.

    No spaces, keys in order, only ASCII, the time in UTC to the microsecond: the same on any machine.
    """
    key, at, *rest = columns
    stamp = at.astimezone(UTC).isoformat(timespec="microseconds")
    text = json.dumps([previous, key, stamp, *rest], sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def columns_of(keys: list[int]) -> dict[int, tuple[Any, ...]]:
    """What is sealed of each event that is there, by key."""
    return {row[0]: row for row in Event.objects.filter(pk__in=keys).values_list(*COLUMNS)}


def seal_waiting() -> Iterator[int]:
    """Seal all that waits, a batch a transaction; yields how many were sealed in each."""
    while sealed := seal_batch():
        yield sealed


@transaction.atomic
def seal_batch() -> int:
    """Seal the next events in the order of their keys; returns how many. A second sealer waits here."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        waiting = EventSeal.objects.filter(number__isnull=True).order_by("event_key")
        rows = columns_of(list(waiting.values_list("event_key", flat=True)[:BATCH]))
        head = EventSeal.objects.filter(number__isnull=False).order_by("-number").first()
        number, previous = (head.number or 0, head.digest) if head else (0, "")
        links: list[tuple[int, int, str, str]] = []
        for key in sorted(rows):
            digest, number = digest_of(previous, rows[key]), number + 1
            links.append((key, number, previous, digest))
            previous = digest
        if links:
            cursor.execute(SEAL, [list(column) for column in zip(*links, strict=True)])
    return len(links)
