"""Dates as a calendar (RFC 5545)."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from ideanet.activity.datebook import Date


def write(dates: Iterable[Date]) -> bytes:
    """Times are in UTC, which every calendar shows in its reader's zone; whole days have none."""
    calendar = Calendar()
    calendar.add("prodid", "-//IdeaNet//Dates//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("IdeaNet"))
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"value": "DURATION"})
    stamp = datetime.combine(timezone.now().astimezone(UTC).date(), time.min, UTC)
    for entry in dates:
        calendar.add_component(_event(entry, stamp))
    return bytes(calendar.to_ical())


def _event(entry: Date, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", f"{entry.name}@{urlsplit(settings.SITE_ADDRESS).hostname}")
    event.add("dtstamp", stamp)
    event.add("summary", entry.label)
    begins = entry.begins
    event.add("dtstart", begins.astimezone(UTC) if isinstance(begins, datetime) else begins)
    if entry.ends is not None:
        event.add("dtend", entry.ends.astimezone(UTC))
    else:
        event.add("transp", "TRANSPARENT")
    event.add("url", f"{settings.SITE_ADDRESS}{entry.path}")
    if entry.place:
        event.add("location", entry.place)
    if entry.text:
        event.add("description", entry.text)
    return event
