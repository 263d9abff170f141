"""Terms renewed, agreed to and let go at the same moment: one term, one outcome."""

import pytest

from councils.models import Renewal, Seat
from councils.workflow import renewing
from ideanet.people.errors import GoneError
from ideas.errors import OutOfDateError
from tests.councils import making
from tests.councils.test_races import at_once, kinds
from tests.councils.test_terms import in_days, make, renew

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_chairs_who_renew_at_once_renew_once() -> None:
    seat, one = make()
    two = making.seat(seat.council, is_chair=True).person
    answers = at_once(lambda: renew(seat, one), lambda: renew(seat, two))
    assert answers[0] == answers[1]
    seat.refresh_from_db()
    assert seat.ends_on == Renewal.objects.get().ends_on


def test_a_term_too_many_is_agreed_to_or_taken_back_never_both() -> None:
    seat, one = make(terms_most=1)
    two = making.seat(seat.council, is_chair=True, ends_on=in_days(300)).person
    renewal = renew(seat, one, exception="Knows the archive.")
    answers = at_once(lambda: renewing.agree(renewal, by=two), lambda: renewing.take_back(renewal, by=one))
    assert kinds(answers, OutOfDateError, GoneError) == [False, True]
    is_longer = Seat.objects.get(pk=seat.pk).ends_on != in_days(20)
    assert Renewal.objects.exists() == is_longer
