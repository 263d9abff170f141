"""What was taken back after it had been told: how it reads among notices then. Nothing else tells it any more."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable

from django.utils.functional import Promise

from ideanet.activity.kinds import EventKind
from ideanet.activity.models import Event

# Of the keys of subjects, those that are gone, in one query.
Finder = Callable[[Collection[int]], Iterable[int]]

_recalls: dict[str, tuple[Promise | str, Finder]] = {}


def register_recall(kind: EventKind, sentence: Promise | str, gone: Finder) -> None:
    """Say how an event of this kind reads once its subject is gone, with the places of the kind's own sentence."""
    _recalls[kind.name] = sentence, gone


def recalled(events: Iterable[Event]) -> dict[int, str]:
    """The sentences of those of the events whose subject is gone, by key; one query for each finder."""
    found: dict[Finder, list[Event]] = defaultdict(list)
    for event in events:
        if event.kind in _recalls and event.subject_id is not None:
            found[_recalls[event.kind][1]].append(event)
    sentences: dict[int, str] = {}
    for gone, about in found.items():
        keys = set(gone({event.subject_id for event in about if event.subject_id}))
        sentences |= {event.pk: str(_recalls[event.kind][0]) for event in about if event.subject_id in keys}
    return sentences
