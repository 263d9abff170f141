"""Mornings by the clock on the wall, through every change of the clocks in a year."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ideanet.activity import mornings
from ideanet.activity.stages import Pace

ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Apia", "Australia/Lord_Howe", "UTC")
PACES = (Pace.DAILY, Pace.WEEKLY)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def days(zone: str, pace: Pace, first: datetime, last: datetime) -> list[date]:
    """The mornings that an hourly look finds, each once."""
    found: dict[date, datetime] = {}
    now = first
    while now < last:
        morning = mornings.latest(now, ZoneInfo(zone), pace)
        found.setdefault(morning.day, morning.at)
        assert found[morning.day] == morning.at <= now
        now += timedelta(hours=1)
    return list(found)


@pytest.mark.parametrize("zone", ZONES)
def test_a_year_of_clock_changes_has_one_morning_a_day(zone: str) -> None:
    first, last = at("2026-01-10T12:00"), at("2027-01-10T12:00")
    found = days(zone, Pace.DAILY, first, last)
    assert found == [found[0] + timedelta(days=n) for n in range(len(found))]
    assert len(found) in {365, 366}
    weeks = days(zone, Pace.WEEKLY, first, last)
    assert {day.weekday() for day in weeks} == {0}
    assert weeks == [weeks[0] + timedelta(weeks=n) for n in range(len(weeks))]


def test_the_morning_is_at_seven_on_the_wall_before_and_after_a_change() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    winter = mornings.latest(at("2026-03-28T23:00"), berlin, Pace.DAILY)
    summer = mornings.latest(at("2026-03-29T23:00"), berlin, Pace.DAILY)
    assert (winter.at, summer.at) == (at("2026-03-28T06:00"), at("2026-03-29T05:00"))


def test_a_day_that_was_left_out_has_no_morning() -> None:
    found = days("Pacific/Apia", Pace.DAILY, at("2011-12-28T00:00"), at("2012-01-02T00:00"))
    assert date(2011, 12, 29) in found
    assert date(2011, 12, 30) not in found
    assert date(2011, 12, 31) in found
    coming = mornings.following(at("2011-12-29T20:00"), ZoneInfo("Pacific/Apia"), Pace.DAILY)
    assert coming.day == date(2011, 12, 31)


def test_a_zone_that_is_gone_is_read_as_utc() -> None:
    assert [mornings.zone_of(name).key for name in ("Asia/Kolkata", "Mars/Base", "../etc")] == [
        "Asia/Kolkata",
        "UTC",
        "UTC",
    ]


@settings(max_examples=300)
@given(
    now=st.datetimes(datetime(1995, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001  # hypothesis adds the zone
    zone=st.sampled_from(sorted(available_timezones())),
    pace=st.sampled_from(PACES),
)
def test_the_last_morning_is_past_and_the_next_one_is_not(now: datetime, zone: str, pace: Pace) -> None:
    place = mornings.zone_of(zone)
    last, coming = mornings.latest(now, place, pace), mornings.following(now, place, pace)
    assert last.at <= now < coming.at
    assert last.day < coming.day
    span = timedelta(days=1 if pace == Pace.DAILY else 7)
    assert coming.at - last.at <= span * 2 + timedelta(hours=26)
    assert mornings.latest(coming.at, place, pace) == coming
