"""The time zones that forms offer."""

from zoneinfo import ZoneInfo

from ideanet.people import zones


def names(current: str = "") -> list[str]:
    return [name for name, _label in zones.choices(current)]


def test_zones_that_people_live_in_are_offered_and_no_aliases_or_offsets() -> None:
    offered = names()
    assert {"UTC", "Europe/Berlin", "Asia/Tokyo", "America/New_York"} <= set(offered)
    assert not {"Factory", "localtime", "EST5EDT", "Etc/GMT+5", "US/Eastern", "W-SU"} & set(offered)
    assert offered == sorted(offered)
    assert all(ZoneInfo(name) for name in offered)


def test_the_zone_that_is_kept_now_is_offered_although_it_goes_by_an_older_name() -> None:
    assert "Europe/Kiev" in names("Europe/Kiev")
    assert "Europe/Kiev" not in names()


def test_a_zone_is_shown_without_its_underscores() -> None:
    assert dict(zones.choices(""))["America/New_York"] == "America/New York"
