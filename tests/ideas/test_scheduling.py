"""Scheduling, changing and calling off: once or repeating, this time or all that follow."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from ideanet.activity import announcing
from ideanet.activity.models import Event, Notice
from ideanet.people.models import Person
from ideanet.people.stages import Role
from ideas.errors import OutOfDateError, RefusedError
from ideas.models import CalendarMail, Session
from ideas.stages import Audience, Frequency
from ideas.workflow import placing, scheduling
from tests import factories
from tests.ideas.session_cast import at, fresh, make_series, make_session, over, plan

pytestmark = pytest.mark.django_db

# After the summer time of 2027 has ended nothing here is past for a while.
NOON = at(2027, 10, 14, 10)


def in_amsterdam(**fields: Any) -> Person:
    return factories.make_employee(time_zone="Europe/Amsterdam", **fields)


def weeks(by: Person, **fields: Any) -> list[Session]:
    """Four Thursdays at noon in Amsterdam, across the end of summer time."""
    return make_series(by, NOON, Frequency.WEEKLY, date(2027, 11, 4), **fields)


def wall(sessions: Any) -> list[str]:
    kept = Session.objects.filter(pk__in=[s.pk for s in sessions]).order_by("starts_at")
    return [s.starts_at.astimezone(s.zone).strftime("%d %b %H:%M") for s in kept]


def mails(session: Session) -> list[tuple[str, str, bool]]:
    rows = CalendarMail.objects.filter(session=session).order_by("pk")
    return list(rows.values_list("person__name", "cause", "spans_series"))


def told(kind: str) -> list[tuple[str, str, bool]]:
    for event in Event.objects.filter(kind=kind):
        announcing.announce(event.pk)
    rows = Notice.objects.filter(event__kind=kind).order_by("pk")
    return list(rows.values_list("person__name", "why", "mail_wanted"))


def test_each_time_of_a_series_is_a_session_at_the_same_time_on_the_wall() -> None:
    by = in_amsterdam()
    sessions = weeks(by)
    assert wall(sessions) == ["14 Oct 12:00", "21 Oct 12:00", "28 Oct 12:00", "04 Nov 12:00"]
    assert len({session.uid for session in sessions}) == 4
    assert {session.time_zone for session in sessions} == {"Europe/Amsterdam"}
    assert Event.objects.filter(kind="session.scheduled").count() == 1


def test_outsiders_schedule_nothing() -> None:
    with pytest.raises(PermissionDenied):
        make_session(factories.make_outsider())


def test_who_is_asked_to_present_is_told_and_gets_it_into_the_calendar() -> None:
    by, guest = factories.make_employee(name="By"), factories.make_outsider(name="Guest")
    session = make_session(by, by, guest)
    assert told("session.presenter") == [("Guest", "presents", False)]
    assert mails(session) == [("By", "presents", False), ("Guest", "presents", False)]
    assert guest in [row.person for row in session.presenter_rows.all()]


def test_a_series_comes_to_its_presenter_in_one_mail() -> None:
    sessions = weeks(in_amsterdam(name="By"))
    assert mails(sessions[0]) == [("By", "presents", True)]
    assert CalendarMail.objects.count() == 1


def test_a_change_moves_one_time_and_tells_those_who_come_why() -> None:
    by = in_amsterdam(name="By")
    sessions = weeks(by, places=1)
    for name in ("First", "Second"):
        placing.take(sessions[1], by=factories.make_employee(name=name))
    later = sessions[1].starts_at + timedelta(hours=1)
    scheduling.change(
        sessions[1], plan(by, starts_at=later, places=1), by=by, reason="A clash.", read_sequence=0
    )
    assert wall(sessions) == ["14 Oct 12:00", "21 Oct 13:00", "28 Oct 12:00", "04 Nov 12:00"]
    assert told("session.changed") == [("First", "taken", False), ("Second", "waiting", True)]
    assert mails(sessions[1]) == [
        ("First", "placed", False),
        ("First", "changed", False),
        ("By", "changed", False),
    ]
    assert [s.sequence for s in Session.objects.order_by("starts_at")] == [0, 1, 0, 0]


def test_a_change_of_all_that_follow_keeps_the_wall_time_across_the_change_of_the_clocks() -> None:
    by = in_amsterdam()
    sessions = weeks(by)
    moved = sessions[1].starts_at + timedelta(days=1, hours=-3)
    scheduling.change(
        sessions[1], plan(by, starts_at=moved), by=by, reason="Fridays.", read_sequence=0, following=True
    )
    assert wall(sessions) == ["14 Oct 12:00", "22 Oct 09:00", "29 Oct 09:00", "05 Nov 09:00"]
    assert {s.ends_at - s.starts_at for s in Session.objects.all()} == {timedelta(hours=1)}


def test_presenters_that_change_are_told_and_those_who_stay_are_not_asked_again() -> None:
    by, old, new = (factories.make_employee(name=name) for name in ("By", "Old", "New"))
    session = make_session(by, by, old)
    CalendarMail.objects.all().delete()
    scheduling.change(session, plan(by, new), by=by, reason="Old is away.", read_sequence=0)
    assert mails(session) == [
        ("New", "presents", False),
        ("Old", "left", False),
        ("By", "changed", False),
    ]


def test_fewer_places_than_are_taken_are_refused_with_the_day() -> None:
    session = make_session(places=3)
    for _ in range(2):
        placing.take(session, by=factories.make_employee())
    by = session.scheduled_by
    with pytest.raises(RefusedError, match="2 people already have a place"):
        scheduling.change(session, plan(by, places=1), by=by, reason="Small.", read_sequence=0)
    assert fresh(session).places == 3


def test_an_editor_who_read_an_older_plan_is_told() -> None:
    session = make_session()
    by = session.scheduled_by
    scheduling.change(session, plan(by), by=by, reason="Once.", read_sequence=0)
    with pytest.raises(OutOfDateError):
        scheduling.change(session, plan(by), by=by, reason="Twice.", read_sequence=0)


def test_nobody_else_changes_it_but_marketing() -> None:
    session = make_session()
    by = session.scheduled_by
    with pytest.raises(PermissionDenied):
        scheduling.change(session, plan(by), by=factories.make_employee(), reason="Mine.", read_sequence=0)
    marketer = factories.make_powerful(Role.MARKETING)
    scheduling.change(session, plan(by, title="Ours"), by=marketer, reason="Ours.", read_sequence=0)
    assert fresh(session).title == "Ours"


def test_what_is_over_is_not_changed_or_called_off() -> None:
    session = over(make_session())
    by = session.scheduled_by
    with pytest.raises(RefusedError, match="is over"):
        scheduling.change(session, plan(by), by=by, reason="Late.", read_sequence=0)
    with pytest.raises(RefusedError, match="is over"):
        scheduling.cancel(session, by=by, reason="Late.", read_sequence=0)


def test_calling_off_says_why_to_all_and_leaves_the_rest_of_the_series() -> None:
    by = in_amsterdam(name="By")
    sessions = weeks(by, places=1)
    for name in ("First", "Second"):
        placing.take(sessions[1], by=factories.make_employee(name=name))
    scheduling.cancel(sessions[1], by=by, reason="The room is flooded.", read_sequence=0)
    assert [s.is_cancelled for s in Session.objects.order_by("starts_at")] == [False, True, False, False]
    assert told("session.cancelled") == [("First", "taken", False), ("Second", "waiting", True)]
    assert mails(sessions[1])[-2:] == [("By", "cancelled", False), ("First", "cancelled", False)]
    assert fresh(sessions[1]).cancel_reason == "The room is flooded."


def test_all_that_follow_are_called_off_together() -> None:
    by = in_amsterdam()
    sessions = weeks(by)
    scheduling.cancel(sessions[2], by=by, reason="Enough.", read_sequence=0, following=True)
    assert [s.is_cancelled for s in Session.objects.order_by("starts_at")] == [False, False, True, True]


def test_nothing_is_called_off_without_a_reason_or_twice() -> None:
    session = make_session()
    by = session.scheduled_by
    with pytest.raises(RefusedError, match="Say why"):
        scheduling.cancel(session, by=by, reason=" ", read_sequence=0)
    scheduling.cancel(session, by=by, reason="Snow.", read_sequence=0)
    with pytest.raises(OutOfDateError, match="called off"):
        scheduling.cancel(session, by=by, reason="Snow.", read_sequence=1)


def test_customers_are_chosen_only_where_it_is_shared() -> None:
    account = factories.OrganisationFactory.create()
    session = make_session(audience=Audience.INTERNAL, shared_with=[account])
    assert not session.shared_with.exists()


def test_a_presenter_who_cannot_says_so_and_whoever_scheduled_it_is_told() -> None:
    by, guest = factories.make_employee(name="By"), factories.make_outsider(name="Guest")
    session = make_session(by, by, guest)
    scheduling.step_down(session, by=guest)
    assert told("session.presenter_left") == [("By", "scheduled", True)]
    assert mails(session)[-1] == ("Guest", "left", False)
    # It was theirs to see only because they presented it.
    with pytest.raises(PermissionDenied):
        scheduling.step_down(session, by=guest)
    assert not Session.objects.visible_to(guest).exists()


def test_nobody_steps_down_from_what_is_over() -> None:
    session = over(make_session())
    with pytest.raises(OutOfDateError):
        scheduling.step_down(session, by=session.scheduled_by)
