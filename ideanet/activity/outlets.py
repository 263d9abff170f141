"""What a private address gives to a program that reads Atom: each room says it for its own outlets."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from ideanet.activity import feed
from ideanet.activity.kinds import address_of
from ideanet.activity.stages import Outlet
from ideanet.people.models import Person

READ: Final = 80
SHOWN: Final = 40


@dataclass(frozen=True)
class Entry:
    """`name` is the same for ever; `text` is plain."""

    name: str
    title: str
    path: str
    at: datetime
    changed_at: datetime | None = None
    text: str = ""
    authors: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Channel:
    """A whole feed: `name` is the same for ever and holds no secret."""

    name: str
    title: str
    path: str
    entries: list[Entry]


Provider = Callable[[Person, int | None], Channel | None]
_providers: dict[str, Provider] = {}
_topics: dict[str, str] = {}


def register_outlet(outlet: Outlet, provider: Provider, *, topic_type: str = "") -> None:
    """Say what the outlet gives a person, starting from what is visible to them: None is a 404.

    With `topic_type` an address is of one topic of this type, whose key the provider gets.
    """
    _providers[outlet] = provider
    _topics[outlet] = topic_type


def topic_type_of(outlet: Outlet) -> str:
    """What an address of the outlet is narrowed to; empty for nothing."""
    return _topics.get(outlet, "")


def channel_for(person: Person, outlet: str, topic_id: int | None) -> Channel | None:
    """None if there is no such outlet, or its topic is out of the person's sight."""
    provider = _providers.get(outlet)
    return provider(person, topic_id) if provider else None


def followed(person: Person, _topic_id: int | None = None) -> Channel:
    """What those one follows did, as on its page."""
    items = feed.seen_by(person, feed.events_for(person).order_by("-pk")[:READ])
    entries = [
        Entry(
            name=f"event.{item.event.pk}",
            title=item.sentence,
            path=address_of(item.topic),
            at=item.event.at,
            authors=[item.actor.name] if item.actor else [],
        )
        for item in items[:SHOWN]
    ]
    return Channel(f"feed.{person.pk}", _("What those you follow did"), reverse("activity:feed"), entries)
