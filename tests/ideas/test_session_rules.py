"""Who may see sessions and do what with them: each rule, and its twin in the database."""

from datetime import timedelta

import pytest

from ideas import session_rules
from ideas.models import Material, Session
from ideas.models.sessions import SESSION_AUDIENCES
from ideas.stages import Audience
from ideas.workflow import presenting
from tests.ideas.cast import EMPLOYEES, KINDS, Cast
from tests.ideas.session_cast import fresh, make_session, put

pytestmark = pytest.mark.django_db

# The council's analyst is an outsider like any other here; "named" presents.
PRESENTS = "named"


def session_of(cast: Cast, audience: str) -> Session:
    session = make_session(
        cast["author"], cast["owner"], cast[PRESENTS], audience=audience, shared_with=[cast.chosen]
    )
    return fresh(session)


def test_visible_to_agrees_with_the_rule_for_every_audience() -> None:
    cast = Cast()
    sessions = {audience: session_of(cast, audience) for audience in SESSION_AUDIENCES}
    found = {
        kind: set(Session.objects.visible_to(person).values_list("pk", flat=True))
        for kind, person in cast.people.items()
    }
    assert {a: {kind for kind in found if s.pk in found[kind]} for a, s in sessions.items()} == {
        a: cast.those(session_rules.may_view_session, s) for a, s in sessions.items()
    }


@pytest.mark.parametrize(
    ("audience", "expected"),
    [
        (Audience.INTERNAL, EMPLOYEES | {PRESENTS}),
        (Audience.SHARED, EMPLOYEES | {PRESENTS, "chosen"}),
        (Audience.NETWORK, set(KINDS) - {"gone"}),
    ],
)
def test_a_session_is_seen_by_its_audience_and_who_presents_it(audience: str, expected: set[str]) -> None:
    cast = Cast()
    session = session_of(cast, audience)
    assert cast.those(lambda p: session_rules.may_view_session(p, session)) == expected


def test_only_employees_schedule() -> None:
    cast = Cast()
    assert cast.those(session_rules.may_schedule) == EMPLOYEES


def test_who_scheduled_it_and_marketing_change_it_and_presenters_run_it_too() -> None:
    cast = Cast()
    session = session_of(cast, Audience.NETWORK)
    assert cast.those(session_rules.may_edit_session, session) == {"author", "marketing"}
    running = {"author", "marketing", "owner", PRESENTS}
    assert cast.those(session_rules.may_run_session, session) == running
    assert cast.those(session_rules.may_read_feedback, session) == {"owner", PRESENTS}


def test_whoever_sees_it_and_does_not_present_signs_up_until_it_is_over() -> None:
    cast = Cast()
    session = session_of(cast, Audience.SHARED)
    coming = (EMPLOYEES | {"chosen"}) - {"owner"}
    ask = session_rules.may_sign_up
    assert cast.those(lambda p: ask(p, session, session.starts_at)) == coming
    assert cast.those(lambda p: ask(p, session, session.ends_at)) == set()


def test_one_is_there_only_while_it_goes_on() -> None:
    cast = Cast()
    session = session_of(cast, Audience.INTERNAL)
    early, late = timedelta(minutes=-16), timedelta(minutes=16)
    moments = [session.starts_at + early, session.starts_at, session.ends_at, session.ends_at + late]
    answers = [session_rules.may_check_in(cast["employee"], session, moment) for moment in moments]
    assert answers == [False, True, True, False]


def test_ideas_begin_and_attendance_is_taken_once_it_has_begun() -> None:
    cast = Cast()
    session = session_of(cast, Audience.NETWORK)
    before, after = session.starts_at - timedelta(minutes=1), session.starts_at
    for ask in (session_rules.may_start_idea, session_rules.may_take_attendance):
        assert cast.those(lambda p, ask=ask: ask(p, session, before)) == set()
    assert cast.those(lambda p: session_rules.may_start_idea(p, session, after)) == EMPLOYEES
    taking = {"author", "marketing", "owner", PRESENTS}
    assert cast.those(lambda p: session_rules.may_take_attendance(p, session, after)) == taking


def test_the_link_is_for_those_who_have_a_place_where_places_are_few() -> None:
    cast = Cast()
    session = session_of(cast, Audience.INTERNAL)
    person = cast["employee"]
    assert session_rules.may_see_link(person, session, has_place=False)
    session.places = 3
    assert not session_rules.may_see_link(person, session, has_place=False)
    assert session_rules.may_see_link(person, session, has_place=True)
    assert session_rules.may_see_link(cast["owner"], session, has_place=False)


def test_visible_to_agrees_with_the_rule_for_materials() -> None:
    cast = Cast()
    session = session_of(cast, Audience.SHARED)
    for is_internal in (True, False):
        presenting.add_material(
            session,
            by=cast["owner"],
            title="Slides",
            url="https://slides.example/1",
            is_internal=is_internal,
        )
    for item in Material.objects.select_related("session"):
        found = {
            kind
            for kind, person in cast.people.items()
            if Material.objects.visible_to(person).filter(pk=item.pk).exists()
        }
        expected = EMPLOYEES if item.is_internal else EMPLOYEES | {PRESENTS, "chosen"}
        assert found == cast.those(session_rules.may_view_material, item) == expected


def test_a_session_that_was_called_off_has_no_doors_but_its_page() -> None:
    cast = Cast()
    session = put(session_of(cast, Audience.NETWORK), timedelta(0))
    session.cancelled_at = session.starts_at
    now = session.starts_at
    for ask in (
        session_rules.may_sign_up,
        session_rules.may_check_in,
        session_rules.may_start_idea,
        session_rules.may_take_attendance,
    ):
        assert cast.those(lambda p, ask=ask: ask(p, session, now)) == set()
