"""What needs a person: each room says what it waits for them to do."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from django.utils import timezone
from django.utils.functional import Promise

from ideanet.people.models import Person


@dataclass(frozen=True)
class Need:
    """Something to do, in words that begin with what to do; `due` is by when, `count` how many there are."""

    label: str | Promise
    url: str
    due: datetime | None = None
    count: int | None = None

    @property
    def is_late(self) -> bool:
        return self.due is not None and self.due < timezone.now()


Provider = Callable[[Person], Iterable[Need]]

_providers: list[Provider] = []


def register_need(provider: Provider) -> None:
    """Ask `provider` whenever somebody comes home. It may ask the database once or twice, however much there is."""
    if provider not in _providers:
        _providers.append(provider)


def needs_of(person: Person) -> list[Need]:
    """All that needs the person, the most urgent first; what has no date comes last."""
    found = [need for provider in _providers for need in provider(person)]
    dated = sorted((need for need in found if need.due is not None), key=attrgetter("due"))
    return dated + [need for need in found if need.due is None]
