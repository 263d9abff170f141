"""What follows from an event, exactly once: notices for people, and the consequences that rooms registered."""

from collections.abc import Callable, Iterable
from typing import Final

from django.db import transaction
from django.db.models.functions import Now

from ideanet.activity import kinds, wishing
from ideanet.activity.groups import group_of
from ideanet.activity.kinds import EventKind, Telling
from ideanet.activity.models import Event, Notice
from ideanet.activity.stages import Pace
from ideanet.people.models import Person
from ideanet.prepared import Prepared

BATCH: Final = 1000
# One that is being told of elsewhere is passed over.
_UNTOLD: Prepared[Event] = Prepared(
    lambda pk: Event.objects.select_for_update(skip_locked=True).filter(pk=pk, announced_at__isnull=True)
)


@transaction.atomic
def announce(event_pk: int) -> bool:
    """Tell people of one event; True if this call did it, False if it was done or is being done."""
    event = _UNTOLD.first(event_pk)
    if event is None:
        return False
    kind = kinds.get_kind(event)
    if kind.tell is not None:
        _tell(event, kind, kind.tell(event))
    for consequence in kinds.consequences_of(event):
        consequence(event)
    Event.objects.filter(pk=event.pk).update(announced_at=Now())
    return True


def _tell(event: Event, kind: EventKind, tellings: Iterable[Telling]) -> None:
    """Write the notices, some at a time: at most three queries and an insert for each thousand people."""
    told = [telling for telling in tellings if telling.person_id != event.actor_id]
    if not told:
        return
    may_view = kinds.rule_for(event)
    hearing = wishing.Hearing()
    for start in range(0, len(told), BATCH):
        batch = _those_who_see(told[start : start + BATCH], may_view)
        hearing.load(telling.person_id for telling in batch)
        Notice.objects.bulk_create(
            [_notice(event, kind, telling, hearing) for telling in batch], ignore_conflicts=True
        )


def _those_who_see(tellings: list[Telling], may_view: Callable[[Person], bool] | None) -> list[Telling]:
    """Even that there is something unread must not be told to those who may not see what it is about."""
    if may_view is None:
        return tellings
    people = Person.objects.filter(pk__in=[telling.person_id for telling in tellings])
    seeing = {person.pk for person in people.select_related("organisation") if may_view(person)}
    return [telling for telling in tellings if telling.person_id in seeing]


def _notice(event: Event, kind: EventKind, telling: Telling, hearing: wishing.Hearing) -> Notice:
    group = group_of(telling.why, milestone=kind.milestone)
    choice, pace = hearing.of(telling.person_id, group)
    return Notice(
        event=event,
        person_id=telling.person_id,
        why=telling.why,
        on_site=choice.on_site,
        mail_wanted=choice.is_mailed(loud=telling.mail),
        in_digest=telling.digest and pace != Pace.NEVER and choice.is_in_digest(loud=telling.mail),
    )
