"""Recomputes the ledger from the events, and says where the two disagree."""

from collections import defaultdict
from collections.abc import Iterator

from ideanet.activity.models import Event
from ideanet.reports import contributions
from ideanet.reports.allocation import allocate
from ideanet.reports.models import Credit
from ideanet.reports.points import POINTS
from ideanet.reports.stages import CreditKind
from ideanet.reports.workflow.crediting import KINDS, year_of
from ideas.proofs import Difference


def proof() -> Iterator[Difference | None]:
    """For `manage.py verify`."""
    for sentence in _compared():
        yield Difference("the ledger", "an entry", "wrong", sentence) if sentence else None


def disagreements() -> Iterator[str]:
    """A sentence for each event whose entries are not what it earned; none if the ledger is right."""
    return (sentence for sentence in _compared() if sentence)


def _compared() -> Iterator[str]:
    """Of each event what is wrong, or nothing.

    Entries keep the points and shares they were made from, as both may change later. Four queries.
    """
    booked: dict[int, list[Credit]] = defaultdict(list)
    for credit in Credit.objects.booked().select_related("event").iterator(chunk_size=2000):
        booked[credit.event_id].append(credit)
    amending = contributions.earning()
    for event in Event.objects.filter(kind__in=KINDS, announced_at__isnull=False).iterator(chunk_size=2000):
        if KINDS[event.kind] is CreditKind.AMENDED and event.pk not in amending:
            continue
        entries = booked.pop(event.pk, [])
        if not entries:
            yield f"event {event.pk} ({event.kind}) earned {POINTS[KINDS[event.kind]]}, but nothing is booked"
        else:
            wrong = _wrong(event, entries)
            yield f"event {event.pk} ({event.kind}): {wrong}" if wrong else ""
    for key, entries in booked.items():
        if entries[0].event.announced_at is not None:
            yield f"event {key} ({entries[0].event.kind}) earns nothing, but {len(entries)} entries are booked"


def _wrong(event: Event, entries: list[Credit]) -> str:
    if len({(entry.points, entry.year, entry.kind) for entry in entries}) > 1:
        return "its entries differ in points, year or kind"
    if entries[0].year != year_of(event):
        return f"it is booked in {entries[0].year}"
    earned = allocate(entries[0].points, {entry.person_id: entry.share for entry in entries})
    found = {entry.person_id: entry.amount for entry in entries}
    return "" if earned == found else f"earned {earned}, booked {found}"
