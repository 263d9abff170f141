"""Exceptions agreed to, taken back and used at the same moment: one wins, the other is told."""

import pytest
from django.utils import timezone

from councils.models import SeatInvitation
from councils.stages import RequirementKind, SeatClass
from councils.workflow import excepting, founding, seating
from councils.workflow.seating import Offer
from ideanet.activity.models import Event
from ideanet.people.errors import GoneError
from ideanet.people.models import Person
from ideas.errors import OutOfDateError
from tests import factories
from tests.councils import making
from tests.councils.test_races import at_once, kinds

pytestmark = pytest.mark.django_db(transaction=True)


def make_exception() -> tuple[SeatInvitation, list[Person]]:
    """Asked for by who keeps councils; the two chairs may agree."""
    council = making.make_council()
    chairs = [making.seat(council, is_chair=True).person for _number in range(2)]
    founding.require(council, by=council.created_by, kind=RequirementKind.IDEAS_APPROVED, number=1)
    offer = Offer(SeatClass.EXPERT, timezone.localdate(), exception="Invented it.")
    return seating.invite(council, factories.make_employee(), offer, by=council.created_by), chairs


def test_of_two_chairs_who_agree_at_once_one_is_the_second_person() -> None:
    invitation, (one, two) = make_exception()
    answers = at_once(
        lambda: excepting.agree(invitation, by=one), lambda: excepting.agree(invitation, by=two)
    )
    assert kinds(answers, OutOfDateError) == [False, True]
    assert Event.objects.filter(kind="seat.offered", subject_id=invitation.pk).count() == 1


def test_a_seat_is_never_taken_by_an_exception_that_is_withdrawn_at_once() -> None:
    invitation, (one, _two) = make_exception()
    excepting.agree(invitation, by=one)
    answers = at_once(
        lambda: seating.accept(invitation, by=invitation.person),
        lambda: excepting.withdraw(invitation, by=one),
    )
    assert kinds(answers, GoneError) == [False, True]
    invitation.refresh_from_db()
    assert (invitation.accepted_at is None) == (invitation.agreed_at is None)
