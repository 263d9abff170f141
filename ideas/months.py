"""A month as a calendar shows it: whole weeks of days, with what begins on each."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final

from django.utils import timezone

from ideas.models import Session

FIRST_YEAR, LAST_YEAR = 1990, 2200
# As many as a page can show; a company that has more reads the list.
MOST: Final = 400


@dataclass(frozen=True)
class Day:
    on: date
    is_inside: bool  # of the month
    is_today: bool
    sessions: list[Session] = field(default_factory=list)


@dataclass(frozen=True)
class Month:
    """By the current time zone, which is the reader's."""

    first: date

    @classmethod
    def of(cls, year: int, month: int) -> "Month":
        """Raises ValueError for what no calendar has."""
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise ValueError(year)
        return cls(date(year, month, 1))

    @property
    def next(self) -> date:
        return (self.first + timedelta(days=32)).replace(day=1)

    @property
    def previous(self) -> date:
        return (self.first - timedelta(days=1)).replace(day=1)

    @property
    def bounds(self) -> tuple[datetime, datetime]:
        """When it begins, and when the next one does."""
        return _midnight(self.first), _midnight(self.next)

    def weeks(self, sessions: Iterable[Session], *, today: date) -> list[list[Day]]:
        """From Monday to Sunday, with the days of the months around it, which hold nothing."""
        by_day: dict[date, list[Session]] = defaultdict(list)
        for session in sessions:
            by_day[timezone.localtime(session.starts_at).date()].append(session)
        monday = self.first - timedelta(days=self.first.weekday())
        weeks = []
        while monday < self.next:
            days = [monday + timedelta(days=place) for place in range(7)]
            weeks.append([self._day(on, by_day, today) for on in days])
            monday += timedelta(days=7)
        return weeks

    def _day(self, on: date, by_day: dict[date, list[Session]], today: date) -> Day:
        is_inside = self.first <= on < self.next
        return Day(on, is_inside, on == today, by_day[on] if is_inside else [])


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
