"""Seats that fall short: told before it happens, once, and marked on the seats page."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from councils import seat_reminding, shortfalls, tasks
from councils.models import Seat, SeatWarning
from councils.stages import RequirementKind
from councils.workflow import founding
from ideanet.activity.models import Event, Notice
from ideanet.people.models import Credential, Person
from ideanet.people.stages import CredentialKind
from tests import factories
from tests.councils import making
from tests.councils.conftest import SignIn
from tests.councils.test_standing import claim

pytestmark = pytest.mark.django_db


def expiring(person: Person, days: int, **fields: Any) -> Credential:
    return claim(person, expires_on=timezone.localdate() + timedelta(days=days), **fields)


def make(number: int = 1, **rule: Any) -> tuple[Seat, Person]:
    """A seat on a council that asks for patents, and its chair, who is well provided."""
    council, chair, (member, _other) = making.make_chaired_council()
    asked: dict[str, Any] = {
        "kind": RequirementKind.CREDENTIAL,
        "credential_kind": CredentialKind.PATENT,
    } | rule
    founding.require(council, by=chair, number=number, **asked)
    seat = Seat.objects.get(person=member)
    Seat.objects.update(exception="")
    Seat.objects.exclude(pk=seat.pk).update(exception="Known to all.")
    seat.refresh_from_db()
    return seat, chair


def lacks(seat: Seat) -> list[str]:
    return [s.sentence for s in shortfalls.shortfalls([seat]).get(seat.pk, [])]


def test_a_seat_falls_short_after_the_day_on_which_too_few_remain() -> None:
    seat, _chair = make(number=2)
    expiring(seat.person, 5)
    expiring(seat.person, 20)
    third = expiring(seat.person, 25)
    claim(seat.person)
    (found,) = shortfalls.shortfalls([seat])[seat.pk]
    assert found.credential == Credential.objects.get(pk=third.pk)
    claim(seat.person)
    assert lacks(seat) == []


def test_a_seat_that_falls_short_now_is_said_to() -> None:
    seat, _chair = make()
    assert lacks(seat) == ["Falls short: Verified credentials of the kind “Patent”: at least 1"]
    claim(seat.person)
    assert lacks(seat) == []


def test_what_expires_later_than_in_thirty_days_is_not_yet_told() -> None:
    seat, _chair = make()
    expiring(seat.person, 31)
    assert (lacks(seat), seat_reminding.warn_all()) == ([], 0)


def test_years_in_the_field_expire_too() -> None:
    seat, _chair = make(kind=RequirementKind.YEARS, credential_kind="", number=2)
    years = expiring(seat.person, 9, kind=CredentialKind.YEARS_IN_FIELD)
    (found,) = shortfalls.shortfalls([seat])[seat.pk]
    assert found.credential == years


def test_a_seat_by_exception_and_an_ended_one_are_left_alone() -> None:
    seat, chair = make()
    expiring(chair, 3)
    assert shortfalls.shortfalls(Seat.objects.filter(person=chair)) == {}
    expiring(seat.person, 3)
    Seat.objects.filter(pk=seat.pk).update(ended_on=timezone.localdate(), ended_because="Moved.")
    assert seat_reminding.warn_all() == 0


def test_chairs_and_the_member_are_warned_once_however_often_the_task_runs() -> None:
    seat, chair = make()
    expiring(seat.person, 30)
    tasks.remind()
    tasks.remind()
    making.announce_all()
    assert Event.objects.filter(kind="seat.falls_short").count() == 1
    told = Notice.objects.filter(event__kind="seat.falls_short").values_list("person", flat=True)
    assert set(told) == {chair.pk, seat.person_id}
    assert str(SeatWarning.objects.get()).startswith(f"{seat.pk} until ")


def test_a_credential_that_was_renewed_and_runs_out_again_is_a_new_warning() -> None:
    seat, _chair = make()
    credential = expiring(seat.person, 3)
    assert seat_reminding.warn_all() == 1
    Credential.objects.filter(pk=credential.pk).update(expires_on=timezone.localdate() + timedelta(days=20))
    assert (seat_reminding.warn_all(), seat_reminding.warn_all()) == (1, 0)


def test_all_seats_of_a_council_are_asked_about_in_two_queries(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    seat, _chair = make()
    for _number in range(5):
        person = factories.make_employee()
        expiring(person, 4)
        making.seat(seat.council, person)
    Seat.objects.update(exception="")
    seats = list(Seat.objects.all())
    with django_assert_num_queries(2):
        shortfalls.shortfalls(seats)


def test_the_seats_page_marks_the_seat_for_those_who_invite_alone(sign_in: SignIn) -> None:
    seat, chair = make()
    expiring(seat.person, 3)
    page = reverse("councils:seats", args=[seat.council_id])
    assert "Falls short after" in sign_in(chair).get(page).content.decode()
    assert "Falls short" not in sign_in(seat.person).get(page).content.decode()
