"""When it is morning where somebody lives: by their clock on the wall, whatever is done to it twice a year."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ideanet.activity.stages import Pace

HOUR: Final = time(7)
DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Morning:
    """A day of somebody's calendar, and the instant at which its morning begins."""

    day: date
    at: datetime


def zone_of(name: str) -> ZoneInfo:
    """UTC for a zone that is no longer known."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def latest(now: datetime, zone: ZoneInfo, pace: Pace) -> Morning:
    """The last morning that has begun; those that an outage missed are behind it."""
    return next(morning for morning in _back_from(now, zone, pace) if morning.at <= now)


def following(now: datetime, zone: ZoneInfo, pace: Pace) -> Morning:
    """The next morning that has not begun."""
    day = now.astimezone(zone).date()
    while True:
        morning = _morning(day, zone)
        if morning.at > now and _is_due(day, pace) and exists(morning, zone):
            return morning
        day += DAY


def exists(morning: Morning, zone: ZoneInfo) -> bool:
    """Whether the day was there at all: Samoa went without 30 December 2011."""
    return morning.at.astimezone(zone).date() == morning.day


def _back_from(now: datetime, zone: ZoneInfo, pace: Pace) -> Iterator[Morning]:
    day = now.astimezone(zone).date()
    while True:
        morning = _morning(day, zone)
        if _is_due(day, pace) and exists(morning, zone):
            yield morning
        day -= DAY


def _morning(day: date, zone: ZoneInfo) -> Morning:
    return Morning(day, datetime.combine(day, HOUR, zone).astimezone(UTC))


def _is_due(day: date, pace: Pace) -> bool:
    return pace == Pace.DAILY or day.weekday() == 0
