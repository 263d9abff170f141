"""Nominations and invitations of the same person at the same moment: one row, one invitation, one seat."""

import pytest
from django.utils import timezone

from councils.models import Nomination, Nominator, Nominee, SeatInvitation
from councils.stages import SeatClass
from councils.workflow import nominating, seating, withdrawing
from councils.workflow.seating import Offer
from ideanet.people.errors import GoneError
from ideanet.people.models import Person
from ideas.errors import OutOfDateError, RefusedError
from tests import factories
from tests.councils import making
from tests.councils.test_races import at_once, kinds

pytestmark = pytest.mark.django_db(transaction=True)


def make() -> tuple[Nominee, list[Person]]:
    """A nominee with an alternate, and the two chairs."""
    council = making.make_council()
    chairs = [making.seat(council, is_chair=True).person for _number in range(2)]
    person, alternate = factories.make_employee(), factories.make_employee()
    nominating.nominate(council, person, by=chairs[0], reason="Why.", alternates=[alternate])
    nominees = Nominee.objects.select_related("nomination__council", "person__organisation")
    return nominees.get(place=0), chairs


def offer() -> Offer:
    return Offer(SeatClass.EXPERT, timezone.localdate())


def test_who_is_nominated_by_two_at_once_is_nominated_once_by_both() -> None:
    council, chair, (one, two) = making.make_chaired_council()
    person = factories.make_employee()
    at_once(
        *(
            lambda by=by: nominating.nominate(council, person, by=by, reason="Why.")
            for by in (one, two, two, chair)
        )
    )
    nomination = Nomination.objects.get()
    assert (nomination.nominators.count(), nomination.nominees.count()) == (3, 1)


def test_of_two_chairs_who_invite_a_nominee_at_once_one_does() -> None:
    nominee, (one, two) = make()
    answers = at_once(
        lambda: nominating.invite(nominee, offer(), by=one),
        lambda: nominating.invite(nominee, offer(), by=two),
    )
    assert kinds(answers, RefusedError) == [False, True]
    assert SeatInvitation.objects.pending().count() == 1


def test_of_two_clicks_on_the_next_in_line_one_invites() -> None:
    nominee, (one, two) = make()
    invitation = nominating.invite(nominee, offer(), by=one)
    seating.refuse(invitation, by=nominee.person, reason="No.")
    nomination = nominee.nomination
    answers = at_once(
        lambda: nominating.offer_next(nomination, by=one, after=invitation.pk),
        lambda: nominating.offer_next(nomination, by=two, after=invitation.pk),
    )
    assert kinds(answers, OutOfDateError, RefusedError) == [False, True]
    assert SeatInvitation.objects.pending().count() == 1


def test_a_nomination_set_aside_while_its_nominee_is_invited_is_one_of_the_two() -> None:
    nominee, (one, two) = make()
    answers = at_once(
        lambda: nominating.invite(nominee, offer(), by=one),
        lambda: nominating.set_aside(nominee.nomination, by=two, reason="No."),
    )
    assert kinds(answers, RefusedError, GoneError) == [False, True]
    nominee.nomination.refresh_from_db()
    assert nominee.nomination.is_open == SeatInvitation.objects.pending().exists()


def test_two_who_take_their_nominations_back_at_once_close_it_once() -> None:
    nominee, chairs = make()
    council = nominee.nomination.council
    nominating.nominate(council, nominee.person, by=chairs[1], reason="Why.")
    own = list(Nominator.objects.select_related("nomination__council", "person"))
    at_once(*(lambda mine=mine: withdrawing.withdraw(mine, by=mine.person) for mine in own))
    nomination = Nomination.objects.get()
    assert (nomination.is_open, nomination.is_withdrawn) == (False, True)
