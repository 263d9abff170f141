"""Auditing: walks the chain of seals and says where the event log is no longer what was written."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from django.db.models import Exists, OuterRef

from ideanet.activity.models import Event, EventSeal
from ideanet.activity.sealing import columns_of, digest_of

BATCH: Final = 2000
Report = Callable[[int], object]


class BrokenChainError(Exception):
    """The first link that does not hold, in a sentence for whoever runs the site."""


def walk(report: Report, known: tuple[int, str] | None = None) -> EventSeal | None:
    """Check every link from the first on; returns the last seal. Raises BrokenChainError at the first that is wrong.

    `known` is a number and digest that was noted before: the chain must still hold it, so that one which was
    made anew from its start is found too. `report` hears how many links were checked.
    """
    last = None
    for batch in _batches():
        events = columns_of([seal.event_key for seal in batch])
        for seal in batch:
            if wrong := _fault(seal, last, events.get(seal.event_key)):
                raise BrokenChainError(f"event {seal.event_key} (seal {seal.number}): {wrong}")
            if known and seal.number == known[0] and seal.digest != known[1]:
                raise BrokenChainError(f"seal {known[0]}: reordered, it was {known[1]} when it was noted")
            last = seal
        report(len(batch))
    if known and (last is None or (last.number or 0) < known[0]):
        raise BrokenChainError(f"seal {known[0]}: missing, the chain ends before it")
    _find_unsealed()
    return last


def waiting() -> int:
    """How many events are still to be sealed."""
    return EventSeal.objects.filter(number__isnull=True).count()


def _batches() -> Iterator[list[EventSeal]]:
    after = 0
    while batch := list(EventSeal.objects.filter(number__gt=after).order_by("number")[:BATCH]):
        yield batch
        after = batch[-1].number or 0


def _fault(seal: EventSeal, last: EventSeal | None, event: "tuple[Any, ...] | None") -> str:
    number, digest = (last.number or 0, last.digest) if last else (0, "")
    if seal.number != number + 1:
        return f"missing, the seal before it should be {(seal.number or 0) - 1} and is {number}"
    if seal.previous != digest:
        return "reordered, it does not follow the seal before it"
    if event is None:
        return "missing, the event was removed"
    if digest_of(digest, event) != seal.digest:
        return "altered, its columns no longer give its digest"
    return ""


def _find_unsealed() -> None:
    """An event whose note was removed before it was sealed would never enter the chain."""
    noted = EventSeal.objects.filter(event_key=OuterRef("pk"))
    lost = Event.objects.filter(~Exists(noted)).order_by("pk").values_list("pk", flat=True).first()
    if lost is not None:
        raise BrokenChainError(f"event {lost}: missing from the chain, its seal was removed")
    gone = EventSeal.objects.filter(
        ~Exists(Event.objects.filter(pk=OuterRef("event_key"))), number__isnull=True
    )
    if seal := gone.order_by("event_key").first():
        raise BrokenChainError(f"event {seal.event_key}: missing, the event was removed before it was sealed")
