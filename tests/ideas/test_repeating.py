"""Repeating: the same time on the wall, whatever the clocks do."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from ideas import repeating
from ideas.stages import Frequency
from tests.ideas.session_cast import at

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NEW_YORK = ZoneInfo("America/New_York")
KOLKATA = ZoneInfo("Asia/Kolkata")


def on_the_wall(moments: list[datetime], zone: ZoneInfo) -> list[str]:
    return [moment.astimezone(zone).strftime("%d %b %H:%M") for moment in moments]


def test_every_week_keeps_its_time_on_the_wall_over_both_changes_of_the_clock() -> None:
    autumn = repeating.starts(at(2026, 10, 15, 10), Frequency.WEEKLY, date(2026, 11, 5), AMSTERDAM)
    assert on_the_wall(autumn, AMSTERDAM) == ["15 Oct 12:00", "22 Oct 12:00", "29 Oct 12:00", "05 Nov 12:00"]
    assert [moment.hour for moment in autumn] == [10, 10, 11, 11]
    spring = repeating.starts(at(2026, 3, 5, 17), Frequency.WEEKLY, date(2026, 3, 12), NEW_YORK)
    assert on_the_wall(spring, NEW_YORK) == ["05 Mar 12:00", "12 Mar 12:00"]
    assert [moment.hour for moment in spring] == [17, 16]


def test_a_zone_without_changes_keeps_its_hour_in_utc() -> None:
    found = repeating.starts(at(2026, 10, 15, 6, 30), Frequency.FORTNIGHTLY, date(2026, 11, 30), KOLKATA)
    assert on_the_wall(found, KOLKATA) == ["15 Oct 12:00", "29 Oct 12:00", "12 Nov 12:00", "26 Nov 12:00"]


def test_every_month_falls_on_the_same_weekday_of_it() -> None:
    found = repeating.starts(at(2026, 1, 13), Frequency.MONTHLY, date(2026, 4, 30), ZoneInfo("UTC"))
    assert [moment.date() for moment in found] == [
        date(2026, 1, 13),
        date(2026, 2, 10),
        date(2026, 3, 10),
        date(2026, 4, 14),
    ]


def test_the_fifth_weekday_of_a_month_means_the_last_one() -> None:
    found = repeating.starts(at(2026, 1, 29), Frequency.MONTHLY, date(2026, 4, 30), ZoneInfo("UTC"))
    assert [moment.date() for moment in found] == [
        date(2026, 1, 29),
        date(2026, 2, 26),
        date(2026, 3, 26),
        date(2026, 4, 30),
    ]


def test_a_time_that_the_clocks_skip_is_an_hour_later_that_day() -> None:
    found = repeating.starts(at(2026, 3, 22, 1, 30), Frequency.WEEKLY, date(2026, 4, 5), AMSTERDAM)
    assert on_the_wall(found, AMSTERDAM) == ["22 Mar 02:30", "29 Mar 03:30", "05 Apr 02:30"]


def test_of_a_time_that_comes_twice_it_is_the_first() -> None:
    found = repeating.starts(at(2026, 10, 18, 0, 30), Frequency.WEEKLY, date(2026, 10, 25), AMSTERDAM)
    assert found[1] == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_the_day_is_that_of_the_zone_and_not_of_utc() -> None:
    found = repeating.starts(at(2026, 6, 2, 2), Frequency.WEEKLY, date(2026, 6, 8), NEW_YORK)
    assert on_the_wall(found, NEW_YORK) == ["01 Jun 22:00", "08 Jun 22:00"]


def test_it_ends_with_the_day_that_was_named_and_after_a_year_of_weeks() -> None:
    first = at(2026, 1, 1)
    assert len(repeating.starts(first, Frequency.WEEKLY, date(2030, 1, 1), ZoneInfo("UTC"))) == repeating.MOST
    assert repeating.starts(first, Frequency.WEEKLY, date(2026, 1, 1), ZoneInfo("UTC")) == [first]


def test_what_is_moved_keeps_its_distance_and_takes_the_new_time_on_the_wall() -> None:
    """From Thursday noon to Friday at nine, across the end of summer time."""
    before, after = at(2026, 10, 22, 10), at(2026, 10, 23, 7)
    assert repeating.days_between(before, after, AMSTERDAM) == 1
    moved = repeating.moved(before + timedelta(days=7, hours=1), 1, after, AMSTERDAM)
    assert on_the_wall([moved], AMSTERDAM) == ["30 Oct 09:00"]
