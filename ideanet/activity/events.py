"""Recording: the only code that writes events. Call it inside the transaction it describes."""

from functools import partial
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from ideanet.activity.kinds import EventKind
from ideanet.activity.models import Event
from ideanet.activity.querysets import type_of
from ideanet.activity.stages import Reach
from ideanet.people.models import Person


def record(
    kind: EventKind,
    topic: Model,
    *,
    by: Person | None,
    subject: Model | None = None,
    reach: Reach = Reach.EVERYONE,
    **data: Any,
) -> Event:
    """Write the event and announce it after commit.

    `data` must be plain JSON and hold nothing that those within `reach` may not learn.
    Raises RuntimeError outside a transaction: an event and its change are one write.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("events.record() outside a transaction")
    event = Event.objects.create(
        kind=kind.name,
        actor=by,
        topic_type=type_of(topic),
        topic_id=topic.pk,
        subject_type=type_of(subject) if subject else "",
        subject_id=subject.pk if subject else None,
        reach=reach,
        data=data,
    )
    transaction.on_commit(partial(hasten, event.pk))
    return event


def hasten(event_pk: int) -> None:
    """Ask a worker to announce now. When the broker is away the sweep does it later."""
    from ideanet.activity import tasks  # tasks call announcing, which reads kinds

    tasks.hasten(tasks.announce, event_pk)
