"""What those whom one follows did, and what happened to what one follows."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import Model, Q

from ideanet.activity import kinds, recalling
from ideanet.activity.models import Address, Event, Follow, Notice
from ideanet.activity.querysets import EventQuerySet, type_of
from ideanet.activity.sentences import Part, in_words, parts_of
from ideanet.activity.stages import Level
from ideanet.people.models import Person
from ideanet.people.rules import may_view_person

MOST_FOLLOWS: Final = 2000
MOST_OF_THEMES: Final = 300


@dataclass(frozen=True)
class Item:
    """An event as its reader sees it."""

    event: Event
    topic: Model
    parts: list[Part]
    actor: Person | None  # None where the reader may not see them, or nobody did it

    @property
    def sentence(self) -> str:
        return in_words(self.parts, self.topic)

    @property
    def names_topic(self) -> bool:
        return any(part.role == "topic" for part in self.parts)


def item_for(person: Person, event: Event, topic: Model, *, instead: str | None = None) -> Item:
    """The event said to the person, see `parts_of`; load it with its actor and the actor's organisation."""
    actor = event.actor if event.actor and may_view_person(person, event.actor) else None
    return Item(event, topic, parts_of(event, topic, person, instead=instead), actor)


def events_for(person: Person) -> EventQuerySet:
    """The events that the person's follows let through and that they may learn of, on topics yet to be checked.

    Two queries to read what is followed, one when it is evaluated.
    """
    heard = _heard_by_follows(person) | _heard_by_themes(person)
    events: EventQuerySet = Event.objects.filter(heard).exclude(actor=person)
    return events.exclude(kind__in=kinds.unheard()).reaching(person).for_feed()


def _heard_by_follows(person: Person) -> Q:
    follows = Follow.objects.filter(person=person).order_by("-pk")
    keys: dict[tuple[str, str], list[int]] = defaultdict(list)
    for topic_type, topic_id, level in follows.values_list("topic_type", "topic_id", "level")[:MOST_FOLLOWS]:
        keys[topic_type, level].append(topic_id)
    heard = muted = Q(pk__in=[])
    for (topic_type, level), topics in keys.items():
        about = Q(topic_type=topic_type, topic_id__in=topics)
        if level == Level.NOTHING:
            muted |= about
            continue
        if topic_type == type_of(Person):
            about |= Q(actor_id__in=topics)
        heard |= about if level == Level.EVERYTHING else about & Q(kind__in=kinds.milestones())
    # Whoever wants to hear nothing of an idea does not hear of it by following who did it.
    return heard & ~muted


def _heard_by_themes(person: Person) -> Q:
    """What happened to an idea because its theme is followed was told by a notice."""
    told = Notice.objects.filter(person=person, why="theme").order_by("-pk")
    # As values, not as a subquery: of that the planner thinks it lets half of all events through.
    return Q(pk__in=list(told.values_list("event_id", flat=True)[:MOST_OF_THEMES]))


def seen_by(person: Person, events: Iterable[Event]) -> list[Item]:
    """Those of the events whose topic the person may see and that were not taken back, said to them.

    One query for each type of topic, and one for what was taken back.
    """
    events = list(events)
    topics = topics_of(person, events)
    recalled = recalling.recalled(events)
    return [
        item_for(person, event, topic)
        for event in events
        if event.pk not in recalled and (topic := topics.get((event.topic_type, event.topic_id)))
    ]


def topics_of(person: Person, events: Iterable[Event | Follow | Address]) -> dict[tuple[str, int], Model]:
    """What they are about, as far as the person may see it; one query for each type of topic."""
    keys: dict[str, set[int]] = defaultdict(set)
    for event in events:
        if event.topic_id is not None:
            keys[event.topic_type].add(event.topic_id)
    return {
        (topic_type, key): topic
        for topic_type, wanted in keys.items()
        for key, topic in kinds.topics_visible_to(person, topic_type, wanted).items()
    }
