"""The last place, and other things that two people reach for at once: real threads, real transactions."""

from uuid import uuid4

import pytest

from ideas.errors import OutOfDateError
from ideas.management.commands import verify
from ideas.models import Idea, Place, Session
from ideas.stages import PlaceState
from ideas.workflow import placing, presenting, scheduling
from ideas.workflow.writing import Text
from tests import factories
from tests.ideas.session_cast import fresh, make_session, over, plan
from tests.ideas.test_races import at_once, kinds

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_last_place_is_given_once() -> None:
    session = make_session(places=1)
    people = [factories.make_employee() for _ in range(5)]
    outcomes = at_once(*[lambda person=person: placing.take(session, by=person) for person in people])
    assert kinds(outcomes) == ["Place"] * 5
    assert (
        sorted(Place.objects.values_list("state", flat=True)) == [PlaceState.TAKEN] + [PlaceState.WAITING] * 4
    )
    kept = fresh(session)
    assert (kept.taken_count, kept.waiting_count) == (1, 4)
    verify.Command().handle()


def test_two_clicks_are_one_place() -> None:
    session, person = make_session(places=2), factories.make_employee()
    outcomes = at_once(*[lambda: placing.take(session, by=person)] * 4)
    assert {outcome.pk for outcome in outcomes} == {Place.objects.get().pk}
    assert fresh(session).taken_count == 1


def test_a_place_given_back_while_somebody_asks_for_it_is_never_lost_or_doubled() -> None:
    session = make_session(places=1)
    first, second, third = (factories.make_employee() for _ in range(3))
    placing.take(session, by=first)
    at_once(
        lambda: placing.give_back(session, by=first),
        lambda: placing.take(session, by=second),
        lambda: placing.take(session, by=third),
    )
    kept = fresh(session)
    assert (kept.taken_count, kept.waiting_count) == (1, 1)
    verify.Command().handle()


def test_fewer_places_and_one_more_person_at_once_never_overbook() -> None:
    session = make_session(places=2)
    by = session.scheduled_by
    placing.take(session, by=factories.make_employee())
    person = factories.make_employee()
    at_once(
        lambda: placing.take(session, by=person),
        lambda: scheduling.change(
            session, plan(by, places=1), by=by, reason="A smaller room.", read_sequence=0
        ),
    )
    kept = fresh(session)
    assert kept.places is not None
    assert kept.taken_count <= kept.places
    verify.Command().handle()


def test_one_form_sent_twice_schedules_once() -> None:
    by, key = factories.make_employee(), uuid4()
    outcomes = at_once(*[lambda: scheduling.schedule(plan(by), by=by, request_key=key)] * 4)
    assert {outcome.pk for outcome in outcomes} == {Session.objects.get().pk}


def test_of_two_who_change_it_at_once_one_is_told() -> None:
    session = make_session()
    by = session.scheduled_by
    outcomes = at_once(
        *[
            lambda title=title: scheduling.change(
                session, plan(by, title=title), by=by, reason="Better.", read_sequence=0
            )
            for title in ("One", "Two")
        ]
    )
    assert kinds(outcomes) == [OutOfDateError.__name__, "Session"]


def test_an_idea_that_is_begun_with_two_clicks_is_one_idea() -> None:
    session, person = over(make_session()), factories.make_employee()
    theme, key = factories.ThemeFactory.create(), uuid4()
    outcomes = at_once(
        *[
            lambda: presenting.start_idea(
                session, Text("T", ""), by=person, theme=theme, kind="talk", request_key=key
            )
        ]
        * 3
    )
    assert {outcome.pk for outcome in outcomes} == {Idea.objects.get().pk}
