"""Calendar files and the mails that carry them: who gets which, and that calendars can read them."""

from datetime import UTC, date
from email.message import EmailMessage
from typing import Any

import icalendar
import pytest
from django.core import mail

from ideanet.people.models import Person
from ideas import calendar_mailing, calendars, tasks
from ideas.models import CalendarMail, Session
from ideas.stages import Audience, Frequency
from ideas.workflow import placing, scheduling
from tests import factories
from tests.ideas.session_cast import at, fresh, make_series, make_session, plan

pytestmark = pytest.mark.django_db


def send_all() -> list[Any]:
    """What is owed goes out; the mails, oldest first."""
    mail.outbox.clear()
    for pk in CalendarMail.objects.owed().order_by("pk").values_list("pk", flat=True):
        calendar_mailing.send(pk)
    return list(mail.outbox)


def events_in(file: bytes | str) -> list[dict[str, Any]]:
    calendar = icalendar.Calendar.from_ical(file)
    return [
        {name: event.decoded(name) if name.startswith("DT") else str(event[name]) for name in event}
        for event in calendar.walk("VEVENT")
    ]


def method_of(message: Any) -> str:
    parts = message.message().walk()
    return str(next(p.get_param("method") for p in parts if p.get_param("method")))


def file_of(message: Any) -> str:
    content = next(a for a in message.attachments if a[0] == "session.ics")[1]
    return content.decode() if isinstance(content, bytes) else str(content)


def placed(**fields: Any) -> tuple[Session, Person]:
    session = make_session(**fields)
    person = factories.make_employee(name="Paula", time_zone="Europe/Amsterdam")
    send_all()
    placing.take(session, by=person)
    return session, person


def test_a_place_comes_as_an_invitation_that_a_calendar_takes() -> None:
    session, person = placed(starts_at=at(2027, 7, 1, 10), title="Heat\r\npumps")
    (message,) = send_all()
    assert (message.to, message.subject, method_of(message)) == ([person.email], "Heat pumps", "REQUEST")
    assert "You have a place in “Heat pumps”." in message.body
    assert "Thursday, 1 July 2027, 12:00–13:00 (Europe/Amsterdam)" in message.body
    (event,) = events_in(file_of(message))
    assert {name: event[name] for name in ("UID", "SEQUENCE", "STATUS", "SUMMARY", "LOCATION")} == {
        "UID": f"session-{session.uid}@testserver",
        "SEQUENCE": "0",
        "STATUS": "CONFIRMED",
        "SUMMARY": "Heat pumps",
        "LOCATION": "The library",
    }
    assert (event["DTSTART"], event["DTEND"]) == (at(2027, 7, 1, 10), at(2027, 7, 1, 11))
    assert event["ATTENDEE"] == f"mailto:{person.email}"


def test_nobody_else_who_comes_is_named_in_it() -> None:
    session, _person = placed(audience=Audience.NETWORK)
    placing.take(session, by=factories.make_outsider(name="Rita Rival", email="rita@rival.example"))
    first, second = send_all()
    assert "rita@rival.example" not in str(first.message()) + first.body
    assert "Paula" not in file_of(second)


def test_a_change_carries_the_same_event_with_the_next_number_and_the_reason() -> None:
    session, person = placed()
    before = events_in(file_of(send_all()[-1]))[0]
    by = session.scheduled_by
    scheduling.change(session, plan(by, place="The hall"), by=by, reason="More room.", read_sequence=0)
    message = next(m for m in send_all() if m.to == [person.email])
    (event,) = events_in(file_of(message))
    assert (event["UID"], event["SEQUENCE"], event["LOCATION"]) == (before["UID"], "1", "The hall")
    assert "was changed" in message.body
    assert "More room." in message.body


def test_calling_off_takes_it_out_of_the_calendar() -> None:
    session, person = placed()
    send_all()
    scheduling.cancel(session, by=session.scheduled_by, reason="Snow.", read_sequence=0)
    message = next(m for m in send_all() if m.to == [person.email])
    (event,) = events_in(file_of(message))
    assert (method_of(message), event["STATUS"], event["SEQUENCE"]) == ("CANCEL", "CANCELLED", "1")
    assert "Snow." in message.body


def test_who_gives_the_place_back_before_the_mail_went_out_gets_only_the_last_word() -> None:
    session, person = placed()
    placing.give_back(session, by=person)
    (message,) = send_all()
    assert method_of(message) == "CANCEL"
    assert CalendarMail.objects.filter(mail_dropped_at__isnull=False).count() == 1


def test_who_may_not_see_it_any_more_learns_nothing_new_from_the_mail_that_takes_it_away() -> None:
    account = factories.OrganisationFactory.create()
    customer = factories.make_outsider(organisation=account)
    session = make_session(audience=Audience.SHARED, shared_with=[account], title="Old title")
    placing.take(session, by=customer)
    send_all()
    by = session.scheduled_by
    secret = plan(by, title="Secret title", place="Secret room", description="Secret")
    scheduling.change(session, secret, by=by, reason="Secret reason", read_sequence=0)
    message = next(m for m in send_all() if m.to == [customer.email])
    everything = f"{message.subject} {message.body} {file_of(message)}"
    assert "Secret" not in everything
    assert "DTSTART" not in everything
    assert events_in(file_of(message))[0]["UID"] == f"session-{session.uid}@testserver"


def test_who_wants_no_mails_or_has_left_gets_none() -> None:
    _session, person = placed()
    Person.objects.filter(pk=person.pk).update(mails_wanted=False)
    assert send_all() == []
    assert not CalendarMail.objects.owed().exists()


def test_a_mail_goes_out_once_and_the_sweep_finds_what_was_left() -> None:
    session, _person = placed()
    CalendarMail.objects.owed().update(at=at(2020, 1, 1))
    mail.outbox.clear()
    tasks.sweep_calendars()
    tasks.sweep_calendars()
    tasks.mail_calendars(session.pk)
    assert len(mail.outbox) == 1


def test_the_presenter_of_a_series_gets_all_its_times_in_one_file() -> None:
    by = factories.make_employee(time_zone="Europe/Amsterdam")
    make_series(by, at(2027, 10, 14, 10), Frequency.WEEKLY, date(2027, 11, 4))
    (message,) = send_all()
    events = events_in(file_of(message))
    assert [event["DTSTART"].astimezone(UTC).hour for event in events] == [10, 10, 10, 11]
    assert len({event["UID"] for event in events}) == 4
    assert method_of(message) == "PUBLISH"


def test_the_link_is_in_the_file_of_those_alone_who_may_have_it() -> None:
    session = fresh(make_session(link="https://meet.example/secret", places=2))
    with_link = calendars.file_of([session], method="PUBLISH", with_link=True).decode()
    without = calendars.file_of([session], method="PUBLISH").decode()
    assert "meet.example" in with_link.replace("\r\n ", "")
    assert "meet.example" not in without.replace("\r\n ", "")


def test_mails_of_one_session_stand_together() -> None:
    session, _person = placed()
    (message,) = send_all()
    sent: EmailMessage = message.message()
    assert sent["References"] == f"<ideas.session.{session.pk}@testserver>"
    assert sent["Auto-Submitted"] == "auto-generated"
