"""When a session repeats: by the clock on the wall of whom scheduled it, whatever the clocks do in between."""

from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from dateutil import rrule

from ideas.stages import Frequency

# More times than these are another series: a year of weeks.
MOST: Final = 53


def starts(first: datetime, frequency: str, until: date, zone: ZoneInfo) -> list[datetime]:
    """All starts from the first one to the last that is not after the day `until`, `MOST` at most.

    Reckoned with local times. A time that the clocks skip is an hour later on that day; of one that
    comes twice it is the first.
    """
    local = first.astimezone(zone).replace(tzinfo=None)
    end = datetime.combine(until, datetime.max.time())
    rule = rrule.rrule(dtstart=local, until=end, count=None, **_rule(frequency, local.date()))
    found = [_at(moment, zone) for _number, moment in zip(range(MOST), rule, strict=False)]
    return found or [first]


def moved(start: datetime, by_days: int, to: datetime, zone: ZoneInfo) -> datetime:
    """A start so many days later, at the time on the wall that `to` has there."""
    day = start.astimezone(zone).date() + timedelta(days=by_days)
    return _at(datetime.combine(day, to.astimezone(zone).time()), zone)


def days_between(before: datetime, after: datetime, zone: ZoneInfo) -> int:
    return (after.astimezone(zone).date() - before.astimezone(zone).date()).days


def _rule(frequency: str, first: date) -> dict[str, object]:
    if frequency == Frequency.MONTHLY:
        # The fifth of a weekday is the last one: most months have no fifth.
        number = (first.day - 1) // 7 + 1
        weekday = rrule.weekday(first.weekday(), -1 if number == 5 else number)
        return {"freq": rrule.MONTHLY, "byweekday": weekday}
    return {"freq": rrule.WEEKLY, "interval": 2 if frequency == Frequency.FORTNIGHTLY else 1}


def _at(local: datetime, zone: ZoneInfo) -> datetime:
    """As a moment in UTC: there every hour is there, and only once."""
    return local.replace(tzinfo=zone, fold=0).astimezone(ZoneInfo("UTC"))
