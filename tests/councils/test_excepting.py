"""Exceptions take two people, and are sent when the second has agreed."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from councils import seat_rules
from councils.models import Council, Seat, SeatInvitation
from councils.needs import needs_of
from councils.stages import RequirementKind, SeatClass
from councils.workflow import excepting, founding, seating
from councils.workflow.seating import Offer
from ideanet.activity.models import Notice
from ideanet.people.errors import GoneError
from ideanet.people.models import Person
from ideanet.people.stages import Role
from ideas.errors import OutOfDateError, RefusedError
from tests import factories
from tests.councils import making
from tests.councils.conftest import SignIn

pytestmark = pytest.mark.django_db


def make(chairs: int = 2) -> tuple[SeatInvitation, list[Person]]:
    """An exception asked for by the first chair; by who keeps councils where there is none."""
    council = making.make_council(name="Sages")
    seated = [making.seat(council, is_chair=True).person for _number in range(chairs)]
    founding.require(council, by=council.created_by, kind=RequirementKind.IDEAS_APPROVED, number=3)
    return invite(council, seated[0] if seated else council.created_by), seated


def invite(council: Council, by: Person) -> SeatInvitation:
    offer = Offer(SeatClass.EXPERT, timezone.localdate(), exception="Invented the field.")
    return seating.invite(council, factories.make_employee(name="New Face"), offer, by=by)


def sees(person: Person) -> bool:
    return SeatInvitation.objects.visible_to(person).exists()


def test_an_exception_reaches_the_invited_only_when_a_second_chair_agreed(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        invitation, (_first, second) = make()
    assert [m for m in mail.outbox if m.to == [invitation.person.email]] == []
    assert (invitation.is_usable, sees(invitation.person), needs_of(invitation.person)) == (False, False, [])
    with pytest.raises(GoneError):
        seating.accept(invitation, by=invitation.person)
    with django_capture_on_commit_callbacks(execute=True):
        agreed = excepting.agree(invitation, by=second)
    assert [m.subject for m in mail.outbox if m.to == [invitation.person.email]]
    assert (agreed.agreed_by, agreed.is_usable, sees(invitation.person)) == (second, True, True)
    assert seating.accept(agreed, by=invitation.person).exception == "Invented the field."


def test_nobody_agrees_to_their_own_exception_nor_does_a_keeper_while_another_chair_can() -> None:
    invitation, (first, _second) = make()
    keeper = factories.make_powerful(Role.ADMINISTRATOR)
    for person in (first, invitation.person, keeper, factories.make_employee()):
        with pytest.raises(PermissionDenied):
            excepting.agree(invitation, by=person)
    assert not SeatInvitation.objects.filter(agreed_by__isnull=False).exists()


def test_where_one_chair_sits_alone_one_who_keeps_councils_agrees() -> None:
    invitation, _chairs = make(chairs=1)
    keeper = factories.make_powerful(Role.ADMINISTRATOR)
    assert excepting.agree(invitation, by=keeper).agreed_by == keeper


def test_a_first_chair_by_exception_takes_two_who_keep_councils() -> None:
    invitation, _nobody = make(chairs=0)
    with pytest.raises(PermissionDenied):
        excepting.agree(invitation, by=invitation.invited_by)
    assert excepting.agree(invitation, by=making.make_keeper()).is_usable


@pytest.mark.parametrize("chairs", [0, 1, 2])
def test_those_who_may_agree_are_the_same_by_rule_and_by_query(chairs: int) -> None:
    invitation, seated = make(chairs)
    invitation.council = Council.objects.for_rules().get(pk=invitation.council_id)
    asked = [
        *seated,
        invitation.person,
        invitation.invited_by,
        making.make_keeper(),
        factories.make_employee(),
    ]
    by_rule = [seat_rules.may_agree(person, invitation) for person in asked]
    by_query = [SeatInvitation.objects.to_agree_by(person).exists() for person in asked]
    assert by_rule == by_query
    assert any(by_rule)


def test_an_unsent_exception_opens_an_internal_council_to_no_outsider() -> None:
    council = making.make_council()
    chair = making.seat(council, is_chair=True).person
    founding.require(council, by=chair, kind=RequirementKind.IDEAS_APPROVED, number=3)
    outsider = factories.make_outsider()
    offer = Offer(SeatClass.CUSTOMER, timezone.localdate(), exception="A voice we miss.")
    invitation = seating.invite(council, outsider, offer, by=chair)
    assert not Council.objects.visible_to(outsider).exists()
    excepting.agree(invitation, by=council.created_by)
    assert Council.objects.visible_to(outsider).exists()


def test_the_second_chair_is_told_and_needed_and_the_first_hears_the_answer() -> None:
    invitation, (first, second) = make()
    making.announce_all()
    asked = Notice.objects.filter(event__kind="seat.exception_asked")
    assert list(asked.values_list("person", flat=True)) == [second.pk]
    assert not Notice.objects.filter(event__kind="seat.offered", person=invitation.person).exists()
    (need,) = needs_of(second)
    assert str(need.label) == "Agree to an exception for New Face, or take it back"
    assert need.url == reverse("councils:seats", args=[invitation.council_id])
    assert needs_of(first) == []
    excepting.agree(invitation, by=second)
    making.announce_all()
    assert needs_of(second) == []
    agreed = Notice.objects.filter(event__kind="seat.exception_agreed")
    assert list(agreed.values_list("person", flat=True)) == [first.pk]
    assert Notice.objects.filter(event__kind="seat.offered", person=invitation.person).exists()


def test_agreeing_twice_changes_nothing_and_a_third_person_comes_too_late() -> None:
    invitation, (_first, second, third) = make(chairs=3)
    digest = excepting.agree(invitation, by=second).token_digest
    assert excepting.agree(invitation, by=second).token_digest == digest
    with pytest.raises(OutOfDateError):
        excepting.agree(invitation, by=third)


def test_an_agreement_is_taken_back_until_the_seat_is_taken() -> None:
    invitation, (first, second) = make()
    excepting.agree(invitation, by=second)
    with pytest.raises(PermissionDenied):
        excepting.withdraw(invitation, by=first)
    excepting.withdraw(invitation, by=second)
    with pytest.raises(GoneError):
        seating.accept(invitation, by=invitation.person)
    with pytest.raises(RefusedError, match="second person"):
        seating.invite_again(invitation, by=first)
    seating.accept(excepting.agree(invitation, by=second), by=invitation.person)
    with pytest.raises(GoneError):
        excepting.withdraw(invitation, by=second)


def test_the_database_wants_two_people_a_reason_and_the_order() -> None:
    invitation, (first, _second) = make()
    rows = SeatInvitation.objects.filter(pk=invitation.pk)
    for change in (
        {"agreed_by": first, "agreed_at": timezone.now()},
        {"agreed_by": invitation.person, "agreed_at": timezone.now()},
        {"agreed_at": timezone.now()},
        {"exception": ""},
        {"declined_at": timezone.now()},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)
    seat = making.seat(making.make_council())
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(accepted_at=timezone.now(), seat=Seat.objects.exclude(invitation=None).get(pk=seat.pk))


def test_the_seats_page_shows_the_exception_and_lets_the_second_chair_agree(sign_in: SignIn) -> None:
    invitation, (first, second) = make()
    page = reverse("councils:seats", args=[invitation.council_id])
    door = reverse("councils:agreement", args=[invitation.pk])
    waiting = sign_in(first).get(page).content.decode()
    assert "Waits for a second person" in waiting
    assert ("Agree and send" in waiting, "Invented the field." in waiting) == (False, True)
    assert "Agree and send" in sign_in(second).get(page).content.decode()
    assert sign_in(second).post(door).status_code == 302
    after = sign_in(second).get(page).content.decode()
    assert (f"{second.name} agreed on" in after, "No longer agree" in after) == (True, True)
    assert sign_in(second).post(door, {"_method": "delete"}).status_code == 302
    SeatInvitation.objects.filter(pk=invitation.pk).update(revoked_at=timezone.now() - timedelta(days=1))
    assert sign_in(second).post(door).status_code == 410
