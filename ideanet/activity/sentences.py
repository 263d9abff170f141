"""Events as sentences, for feeds, notices and mails."""

from django.db.models import Model
from django.utils.translation import gettext as _

from ideanet.activity import kinds
from ideanet.activity.models import Event


def sentence_of(event: Event, topic: Model) -> str:
    """Plain text; load the event with its actor."""
    actor = event.actor.name if event.actor else _("IdeaNet")
    return str(kinds.get_kind(event).sentence) % {**event.data, "actor": actor, "topic": str(topic)}
