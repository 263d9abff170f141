"""The kinds of event, as each room declares them: what they say, whom they tell, what follows.

A room registers its kinds and topics when its app is ready. Rooms above may add consequences
to the kinds of rooms below: that is how an approval reaches the credit ledger.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.functional import Promise

from ideanet.activity.models import Event
from ideanet.activity.querysets import type_of
from ideanet.people.models import Person


@dataclass(frozen=True)
class Telling:
    """One person to be told, why (a translatable sentence's key), and whether it is worth a mail at once.

    What is not comes in the digest, unless a mail of another kind tells it: then `digest` is false.
    """

    person_id: int
    why: str
    mail: bool = True
    digest: bool = True


@dataclass(frozen=True)
class EventKind:
    """`sentence` has the places %(actor)s and %(topic)s, and any key of the event's data.

    `in_feed` is false for what is kept for the record but is no news. `says` gives another sentence for some events.
    """

    name: str
    sentence: Promise | str
    milestone: bool = False
    tell: Callable[[Event], Iterable[Telling]] | None = None
    in_feed: bool = True
    says: "Callable[[Event], Promise | str | None] | None" = None

    def sentence_for(self, event: Event) -> str:
        return str((self.says(event) if self.says else None) or self.sentence)


Finder = Callable[[Person], "QuerySet[Model]"]
Rule = Callable[[Person, Any], bool]
Loader = Callable[[int], Model | None]
Consequence = Callable[[Event], None]

_kinds: dict[str, EventKind] = {}
_topics: dict[str, Finder] = {}
_followable: set[str] = set()
_rules: dict[str, tuple[Loader, Rule]] = {}
_consequences: dict[str, list[Consequence]] = {}


def register(*kinds: EventKind) -> None:
    for kind in kinds:
        _kinds[kind.name] = kind


def register_topic(model: type[Model], visible_to: Finder, *, followable: bool = True) -> None:
    """Say how a topic is found for a person: the one way that notices, feeds and mails ask."""
    _topics[type_of(model)] = visible_to
    (_followable.add if followable else _followable.discard)(type_of(model))


def register_rule(model: type[Model], load: Loader, may_view: Rule) -> None:
    """Say how it is asked of many people at once whether they see a topic: by a rule, over the topic as loaded.

    `load` takes its key and answers None when it is gone.
    """
    _rules[type_of(model)] = load, may_view


def rule_for(event: Event) -> Callable[[Person], bool] | None:
    """The question whether somebody sees the event's topic; None where its room tells people by name only."""
    if event.topic_type not in _rules:
        return None
    load, may_view = _rules[event.topic_type]
    topic = load(event.topic_id)
    return lambda person: topic is not None and may_view(person, topic)


def register_consequence(kind: EventKind, consequence: Consequence) -> None:
    """Have `consequence` run once in the transaction that announces an event of this kind."""
    found = _consequences.setdefault(kind.name, [])
    if consequence not in found:
        found.append(consequence)


def get_kind(event: Event) -> EventKind:
    return _kinds[event.kind]


def milestones() -> list[str]:
    """The names of the kinds that those hear of who want milestones only."""
    return [kind.name for kind in _kinds.values() if kind.milestone]


def unheard() -> list[str]:
    """The names of the kinds that no feed shows."""
    return [kind.name for kind in _kinds.values() if not kind.in_feed]


def find_followable(person: Person, topic_type: str, key: int) -> Model | None:
    """The topic, if it is of a kind that can be followed and the person may see it."""
    if topic_type not in _followable:
        return None
    return topics_visible_to(person, topic_type, [key]).get(key)


def address_of(topic: Model) -> str:
    """Where the topic has its page: every topic has one."""
    return str(topic.get_absolute_url())  # type: ignore[attr-defined]  # see the docstring


def consequences_of(event: Event) -> list[Consequence]:
    return _consequences.get(event.kind, [])


def topics_visible_to(person: Person, topic_type: str, keys: Iterable[int]) -> dict[int, Model]:
    """Those of the topics that the person may see, by key, in one query."""
    finder = _topics[topic_type]
    return {topic.pk: topic for topic in finder(person).filter(pk__in=set(keys))}
