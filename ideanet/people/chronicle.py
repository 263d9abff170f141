"""Where changes to people are told to: the room above that keeps the events registers itself here."""

from typing import Any, Protocol

from django.db.models import Model

from ideanet.people.models import Person
from ideanet.people.stages import Deed


class Recorder(Protocol):
    def __call__(
        self, deed: Deed, topic: Model, *, by: Person | None, subject: Model | None, data: dict[str, Any]
    ) -> None: ...


_recorders: list[Recorder] = []


def tell_to(recorder: Recorder) -> None:
    """Have every change told to this one; the last to ask is the only one told."""
    _recorders[:] = [recorder]


def record(deed: Deed, topic: Model, *, by: Person | None, subject: Model | None = None, **data: Any) -> None:
    """Tell of a change, inside the transaction that makes it.

    `deed` is a `Deed`; `data` must be plain JSON.
    """
    (recorder,) = _recorders  # A change that nobody writes down is a mistake, not a choice.
    recorder(deed, topic, by=by, subject=subject, data=data)
