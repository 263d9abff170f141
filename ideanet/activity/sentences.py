"""Events as sentences, for feeds, notices and mails."""

from django.db.models import Model
from django.utils.translation import gettext as _

from ideanet.activity import kinds
from ideanet.activity.models import Event
from ideanet.people.models import Person
from ideanet.people.rules import may_view_person


def sentence_of(event: Event, topic: Model | str, reader: Person | None = None) -> str:
    """Plain text; load the event with its actor and the actor's organisation.

    `reader` is whom it is said to: somebody they may not see has no name to them.
    """
    words = {**event.data, "actor": _actor(event, reader), "topic": str(topic)}
    return str(kinds.get_kind(event).sentence) % words


def _actor(event: Event, reader: Person | None) -> str:
    actor = event.actor
    if actor is None:
        return _("IdeaNet")
    if reader is not None and not may_view_person(reader, actor):
        return _("Somebody")
    return actor.name
