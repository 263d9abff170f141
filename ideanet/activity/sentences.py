"""Events as sentences, for feeds, notices and mails."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import Model
from django.utils.translation import gettext as _

from ideanet.activity import kinds
from ideanet.activity.models import Event
from ideanet.people.models import Person
from ideanet.people.rules import may_view_person

# Private characters that stand for the actor and the topic until the sentence is cut up.
_ACTOR: Final = "\ue010"
_TOPIC: Final = "\ue011"
_PLACES: Final = re.compile(f"([{_ACTOR}{_TOPIC}])")


@dataclass(frozen=True)
class Part:
    """A piece of a sentence; `role` is "actor", "topic" or nothing."""

    text: str
    role: str = ""


def parts_of(
    event: Event, topic: Model | str, reader: Person | None = None, *, instead: str | None = None
) -> list[Part]:
    """The sentence cut up at its actor and its topic, so that a page can link them.

    Load the event with its actor and the actor's organisation. `reader` is whom it is said to:
    somebody they may not see has no name to them. `instead` is another sentence, see `recalling`.
    """
    words = {**event.data, "actor": _ACTOR, "topic": _TOPIC}
    sentence = (instead or kinds.get_kind(event).sentence_for(event)) % words
    places = {_ACTOR: Part(_actor(event, reader), "actor"), _TOPIC: Part(str(topic), "topic")}
    return [places.get(text) or Part(text) for text in _PLACES.split(sentence) if text]


def sentence_of(event: Event, topic: Model | str, reader: Person | None = None) -> str:
    """The whole of it as plain text; see `parts_of`."""
    return in_words(parts_of(event, topic, reader), topic)


def in_words(parts: Iterable[Part], topic: Model | str) -> str:
    """The parts in one line. Where nothing is linked, quotation marks tell a title from the sentence around it."""
    has_title = isinstance(topic, Model) and hasattr(topic, "title")
    said = (
        _("“%(title)s”") % {"title": p.text} if has_title and p.role == "topic" else p.text for p in parts
    )
    return "".join(said)


def _actor(event: Event, reader: Person | None) -> str:
    actor = event.actor
    if actor is None:
        return _("IdeaNet")
    if reader is not None and not may_view_person(reader, actor):
        return _("Somebody")
    return actor.name
