"""Places: first come, first served; a place given back goes to who waits longest; never one too many."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from ideanet.activity import announcing
from ideanet.activity.models import Event, Notice
from ideas.errors import OutOfDateError
from ideas.management.commands import verify
from ideas.models import CalendarMail, Place, Session
from ideas.stages import Audience, PlaceState
from ideas.workflow import placing, scheduling
from tests import factories
from tests.ideas.session_cast import fresh, make_session, over, plan

pytestmark = pytest.mark.django_db


def counts(session: Session) -> tuple[int, int]:
    kept = fresh(session)
    verify.Command().handle()
    return kept.taken_count, kept.waiting_count


def states(session: Session) -> list[tuple[str, str]]:
    rows = Place.objects.at(session).order_by("pk")
    return list(rows.values_list("person__name", "state"))


def test_as_many_as_like_have_a_place_where_places_are_not_counted() -> None:
    session = make_session()
    for _ in range(3):
        placing.take(session, by=factories.make_employee())
    assert counts(session) == (3, 0)


def test_who_comes_late_waits_and_gets_the_place_that_is_given_back() -> None:
    session = make_session(places=1)
    first, second, third = (factories.make_employee(name=name) for name in ("First", "Second", "Third"))
    for person in (first, second, third):
        placing.take(session, by=person)
    assert counts(session) == (1, 2)
    placing.give_back(session, by=first)
    assert states(session) == [("Second", PlaceState.TAKEN), ("Third", PlaceState.WAITING)]
    assert counts(session) == (1, 1)


def test_who_gets_a_place_at_last_is_told_and_nobody_else() -> None:
    session = make_session(places=1)
    first, second, third = (factories.make_employee(name=name) for name in ("First", "Second", "Third"))
    for person in (first, second, third):
        placing.take(session, by=person)
    placing.give_back(session, by=first)
    event = Event.objects.get(kind="session.place_freed")
    announcing.announce(event.pk)
    assert list(Notice.objects.filter(event=event).values_list("person__name", "why")) == [
        ("Second", "taken")
    ]


def test_who_waited_and_waits_no_more_frees_nothing() -> None:
    session = make_session(places=1)
    first, second = factories.make_employee(), factories.make_employee()
    placing.take(session, by=first)
    placing.take(session, by=second)
    placing.give_back(session, by=second)
    assert counts(session) == (1, 0)
    assert not CalendarMail.objects.filter(person=second).exists()


def test_asking_twice_is_one_place_and_giving_back_twice_is_giving_back_once() -> None:
    session, person = make_session(places=2), factories.make_employee()
    assert placing.take(session, by=person) == placing.take(session, by=person)
    assert counts(session) == (1, 0)
    placing.give_back(session, by=person)
    placing.give_back(session, by=person)
    assert counts(session) == (0, 0)
    assert Event.objects.filter(kind="session.left").count() == 1


def test_who_comes_back_waits_at_the_end() -> None:
    session = make_session(places=1)
    first, second = factories.make_employee(name="First"), factories.make_employee(name="Second")
    placing.take(session, by=first)
    placing.take(session, by=second)
    placing.give_back(session, by=first)
    placing.take(session, by=first)
    assert states(session) == [("Second", PlaceState.TAKEN), ("First", PlaceState.WAITING)]


def test_the_database_itself_refuses_one_place_too_many() -> None:
    session = make_session(places=1)
    placing.take(session, by=factories.make_employee())
    with pytest.raises(IntegrityError, match="a_session_is_never_overbooked"), transaction.atomic():
        Session.objects.filter(pk=session.pk).update(taken_count=2)


def test_nobody_signs_up_for_what_is_over_or_called_off() -> None:
    person = factories.make_employee()
    with pytest.raises(OutOfDateError, match="over"):
        placing.take(over(make_session()), by=person)
    session = make_session()
    scheduling.cancel(session, by=session.scheduled_by, reason="Illness.", read_sequence=0)
    with pytest.raises(OutOfDateError, match="called off"):
        placing.take(session, by=person)


def test_presenters_and_those_who_do_not_see_it_are_refused() -> None:
    session = make_session()
    for person in (session.scheduled_by, factories.make_outsider()):
        with pytest.raises(PermissionDenied):
            placing.take(session, by=person)
        with pytest.raises(PermissionDenied):
            placing.give_back(session, by=person)
    assert counts(session) == (0, 0)


def test_more_places_go_to_those_who_wait() -> None:
    session = make_session(places=1)
    people = [factories.make_employee(name=f"Person {n}") for n in range(4)]
    for person in people:
        placing.take(session, by=person)
    by = session.scheduled_by
    scheduling.change(session, plan(by, places=3), by=by, reason="A larger room.", read_sequence=0)
    assert counts(session) == (3, 1)
    scheduling.change(session, plan(by), by=by, reason="The hall.", read_sequence=1)
    assert counts(session) == (4, 0)


def test_who_may_not_see_it_any_more_loses_the_place_to_who_waits() -> None:
    account = factories.OrganisationFactory.create()
    customer = factories.make_outsider(organisation=account, name="Customer")
    session = make_session(places=1, audience=Audience.SHARED, shared_with=[account])
    placing.take(session, by=customer)
    placing.take(session, by=factories.make_employee(name="Employee"))
    by = session.scheduled_by
    scheduling.change(session, plan(by, places=1), by=by, reason="Kept inside.", read_sequence=0)
    assert states(session) == [("Employee", PlaceState.TAKEN)]
    assert counts(session) == (1, 0)


def test_who_is_to_present_needs_no_place() -> None:
    session, guest = make_session(places=1), factories.make_employee(name="Guest")
    placing.take(session, by=guest)
    by = session.scheduled_by
    scheduling.change(session, plan(by, guest, places=1), by=by, reason="Two of us.", read_sequence=0)
    assert counts(session) == (0, 0)


def test_a_closed_account_is_passed_over() -> None:
    session = make_session(places=1)
    first, gone, third = (factories.make_employee(name=name) for name in ("First", "Gone", "Third"))
    for person in (first, gone, third):
        placing.take(session, by=person)
    gone.is_active = False
    gone.save(update_fields=["is_active"])
    placing.give_back(session, by=first)
    assert states(session) == [("Gone", PlaceState.WAITING), ("Third", PlaceState.TAKEN)]
