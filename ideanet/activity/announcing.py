"""What follows from an event, exactly once: notices for people, and the consequences that rooms registered."""

from django.db import transaction
from django.db.models.functions import Now

from ideanet.activity import kinds
from ideanet.activity.models import Event, Notice


@transaction.atomic
def announce(event_pk: int) -> bool:
    """Tell people of one event; True if this call did it, False if it was done or is being done."""
    event = (
        Event.objects.select_for_update(skip_locked=True)
        .filter(pk=event_pk, announced_at__isnull=True)
        .first()
    )
    if event is None:
        return False
    kind = kinds.get_kind(event)
    if kind.tell is not None:
        Notice.objects.bulk_create(
            [
                Notice(
                    event=event,
                    person_id=telling.person_id,
                    why=telling.why,
                    mail_wanted=telling.mail,
                )
                for telling in kind.tell(event)
                if telling.person_id != event.actor_id
            ],
            ignore_conflicts=True,
            batch_size=1000,
        )
    for consequence in kinds.consequences_of(event):
        consequence(event)
    Event.objects.filter(pk=event.pk).update(announced_at=Now())
    return True
