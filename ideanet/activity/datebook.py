"""Dates that concern a person: each room says which. Calendars show them, and home what closes soon."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from operator import attrgetter

from ideanet.people.models import Person


@dataclass(frozen=True)
class Date:
    """Something at a time or, as a `date`, on a whole day.

    `name` is the same for as long as it is the same thing ("theme-7-closes"), so that a calendar moves
    what was moved. `closes` says that something can be done until then; `path` leads to its page.
    """

    name: str
    label: str
    path: str
    begins: datetime | date
    ends: datetime | None = None
    place: str = ""
    text: str = ""
    closes: bool = False

    @property
    def at(self) -> datetime:
        """As a moment, to sort by: the end of a whole day."""
        if isinstance(self.begins, datetime):
            return self.begins
        return datetime.combine(self.begins, time.max, UTC)

    @property
    def is_whole_day(self) -> bool:
        return not isinstance(self.begins, datetime)


Provider = Callable[[Person, datetime], Iterable[Date]]
_providers: list[Provider] = []


def register_dates(provider: Provider) -> None:
    """Ask `provider` for the dates of a person from a time on.

    It starts from what is visible to the person, and may ask the database once or twice, however much there is.
    """
    if provider not in _providers:
        _providers.append(provider)


def dates_of(person: Person, since: datetime) -> list[Date]:
    """All of the person's dates from then on, the earliest first."""
    found = [entry for provider in _providers for entry in provider(person, since)]
    return sorted(found, key=attrgetter("at", "name"))


def closing_soon(person: Person, now: datetime, until: datetime) -> list[Date]:
    """What closes between now and then."""
    return [entry for entry in dates_of(person, now) if entry.closes and now <= entry.at <= until]
