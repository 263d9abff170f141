"""Sessions as calendar programs read them: iCalendar (RFC 5545), and as invitations (RFC 5546).

Each time of a series is an event of its own, so times are in UTC and right whatever a calendar
knows of zones. Nobody but the one who gets it is named as coming.
"""

from collections.abc import Iterable
from datetime import UTC
from email.utils import parseaddr
from typing import Final, Literal
from urllib.parse import urlsplit

import icalendar
from django.conf import settings

from ideanet import html
from ideanet.people.models import Person
from ideas.models import Session

Method = Literal["PUBLISH", "REQUEST", "CANCEL"]
CONTENT_TYPE: Final = "text/calendar"


def file_of(
    sessions: Iterable[Session], *, method: Method, person: Person | None = None, with_link: bool = False
) -> bytes:
    """An .ics file. `person` is whom it invites; `with_link` says that they may have the sessions' links.

    Load the sessions with `for_rules()`.
    """
    calendar = icalendar.Calendar()
    calendar.add("PRODID", "-//IdeaNet//Sessions//EN")
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", method)
    for session in sessions:
        gone = method == "CANCEL" or session.is_cancelled
        event = _event(session, with_link=with_link)
        event.add("STATUS", "CANCELLED" if gone else "CONFIRMED")
        if method != "PUBLISH" and person is not None:
            _invite(event, person)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def withdrawal_of(session: Session, person: Person) -> bytes:
    """Takes it out of the calendar of one who may not see it any more, without a word of what it is now."""
    calendar = icalendar.Calendar()
    calendar.add("PRODID", "-//IdeaNet//Sessions//EN")
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", "CANCEL")
    event = icalendar.Event()
    for name, value in _identity(session).items():
        event.add(name, value)
    event.add("STATUS", "CANCELLED")
    _invite(event, person)
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _identity(session: Session) -> dict[str, object]:
    host = urlsplit(settings.SITE_ADDRESS).hostname
    return {
        "UID": f"session-{session.uid}@{host}",
        "SEQUENCE": session.sequence,
        "DTSTAMP": session.now,  # type: ignore[attr-defined]  # annotated by for_rules()
    }


def _event(session: Session, *, with_link: bool) -> icalendar.Event:
    event = icalendar.Event()
    address = f"{settings.SITE_ADDRESS}{session.get_absolute_url()}"
    link = session.link if with_link else ""
    for name, value in _identity(session).items():
        event.add(name, value)
    event.add("DTSTART", session.starts_at.astimezone(UTC))
    event.add("DTEND", session.ends_at.astimezone(UTC))
    event.add("SUMMARY", " ".join(session.title.split()))
    event.add("LOCATION", session.place or link or address)
    event.add("URL", address)
    text = [html.to_text(session.description), link, address]
    event.add("DESCRIPTION", "\n\n".join(part for part in text if part))
    return event


def _invite(event: icalendar.Event, person: Person) -> None:
    """The organiser is the site: answers are given there."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    organiser = icalendar.vCalAddress(f"mailto:{address}")
    organiser.params["CN"] = icalendar.vText(name or "IdeaNet")
    event.add("ORGANIZER", organiser)
    attendee = icalendar.vCalAddress(f"mailto:{person.email}")
    attendee.params["CN"] = icalendar.vText(person.name)
    attendee.params["PARTSTAT"] = icalendar.vText("ACCEPTED")
    attendee.params["ROLE"] = icalendar.vText("REQ-PARTICIPANT")
    attendee.params["RSVP"] = icalendar.vText("FALSE")
    event.add("ATTENDEE", attendee)
