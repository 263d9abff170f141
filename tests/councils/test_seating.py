"""Seats by invitation: single use, hashed, expiring; terms with their history."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from councils.models import Assignment, Conflict, Council, Seat, SeatInvitation
from councils.stages import AssignmentState, Blindness, ConflictKind, RequirementKind, SeatClass
from councils.workflow import excepting, founding, seating
from councils.workflow.seating import Offer
from ideanet.activity.models import Event
from ideanet.activity.stages import Reach
from ideanet.people.errors import GoneError
from ideanet.people.models import Person
from ideanet.people.tokens import digest_of
from ideas.errors import OutOfDateError, RefusedError
from tests import factories
from tests.councils import making

pytestmark = pytest.mark.django_db


def offer(**fields: Any) -> Offer:
    said: dict[str, Any] = {"seat_class": SeatClass.EXPERT, "starts_on": timezone.localdate()}
    return Offer(**said | fields)


def invite(council: Council, person: Person | None = None, **fields: Any) -> SeatInvitation:
    person = person or factories.make_employee()
    return seating.invite(council, person, offer(**fields), by=council.created_by)


def test_an_accepted_invitation_gives_the_seat_that_was_offered() -> None:
    council = making.make_council()
    ends = timezone.localdate() + timedelta(days=365)
    invitation = invite(council, seat_class=SeatClass.ANALYST, is_chair=True, ends_on=ends)
    seat = seating.accept(invitation, by=invitation.person)
    assert (seat.person, seat.seat_class, seat.is_chair, seat.ends_on, seat.given_by) == (
        invitation.person,
        SeatClass.ANALYST,
        True,
        ends,
        council.created_by,
    )
    assert seat.is_sitting
    assert seat in Seat.objects.sitting()


def test_an_invitation_is_used_once() -> None:
    invitation = invite(making.make_council())
    seating.accept(invitation, by=invitation.person)
    with pytest.raises(GoneError):
        seating.accept(invitation, by=invitation.person)
    with pytest.raises(GoneError):
        seating.refuse(invitation, by=invitation.person, reason="Late.")


def test_an_invitation_runs_out() -> None:
    invitation = invite(making.make_council())
    SeatInvitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(GoneError):
        seating.accept(invitation, by=invitation.person)


def test_an_invitation_is_for_one_person() -> None:
    invitation = invite(making.make_council())
    with pytest.raises(PermissionDenied):
        seating.accept(invitation, by=factories.make_employee())


def test_the_mail_carries_a_token_of_which_only_the_digest_is_kept(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        invitation = invite(making.make_council(name="Sages"), message="Please come.")
    (sent,) = [m for m in mail.outbox if m.to == [invitation.person.email]]
    token = sent.body.split("/councils/invitations/link/")[1].split("/")[0]
    invitation.refresh_from_db()
    assert invitation.token_digest == digest_of(token)
    assert invitation.mailed_at is not None
    assert sent.subject == "A seat on the council “Sages”"
    assert "Please come." in sent.body


def test_a_mail_that_cannot_be_sent_is_shown_as_such(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    settings: Any,
) -> None:
    # Nobody listens there.
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with django_capture_on_commit_callbacks(execute=True):
        invitation = invite(making.make_council())
    invitation.refresh_from_db()
    assert invitation.mailed_at is None


def test_sending_again_makes_a_new_link_and_ends_the_old_one() -> None:
    invitation = invite(making.make_council())
    SeatInvitation.objects.update(expires_at=timezone.now() - timedelta(days=1))
    again = seating.invite_again(invitation, by=invitation.invited_by)
    assert again.token_digest != invitation.token_digest
    assert again.is_usable


def test_an_invitation_can_be_taken_back_and_given_anew() -> None:
    invitation = invite(making.make_council())
    seating.revoke(invitation, by=invitation.invited_by)
    with pytest.raises(GoneError):
        seating.accept(invitation, by=invitation.person)
    with pytest.raises(GoneError):
        seating.revoke(invitation, by=invitation.invited_by)
    assert invite(invitation.council, invitation.person).pk


def test_declining_takes_a_reason_and_tells_the_chairs() -> None:
    council, chair, _members = making.make_chaired_council()
    invitation = invite(council)
    with pytest.raises(RefusedError, match="why"):
        seating.refuse(invitation, by=invitation.person, reason=" ")
    seating.refuse(invitation, by=invitation.person, reason="No time.")
    making.announce_all()
    event = Event.objects.get(kind="seat.refused")
    assert (event.data, list(event.notices.values_list("person", flat=True))) == (
        {"reason": "No time."},
        [chair.pk],
    )


def test_members_and_strangers_invite_nobody() -> None:
    council, _chair, (member, _other) = making.make_chaired_council()
    for person in (member, factories.make_employee()):
        with pytest.raises(PermissionDenied):
            seating.invite(council, factories.make_employee(), offer(), by=person)
    invitation = invite(council)
    with pytest.raises(PermissionDenied):
        seating.revoke(invitation, by=member)


def test_who_sits_or_is_invited_is_not_invited_again() -> None:
    council, _chair, (member, _other) = making.make_chaired_council()
    with pytest.raises(RefusedError, match="sits on the council already"):
        invite(council, member)
    invitation = invite(council)
    with pytest.raises(RefusedError, match="has an invitation already"):
        invite(council, invitation.person)
    with pytest.raises(RefusedError, match="no longer here"):
        invite(council, factories.make_employee(is_active=False))
    with pytest.raises(RefusedError, match="ends before"):
        invite(council, ends_on=timezone.localdate() - timedelta(days=1))


def test_an_unmet_requirement_needs_an_exception_that_stays_with_the_seat() -> None:
    council = making.make_council()
    founding.require(council, by=council.created_by, kind=RequirementKind.IDEAS_APPROVED, number=3)
    with pytest.raises(RefusedError, match="at least 3"):
        invite(council)
    invitation = excepting.agree(invite(council, exception="Invented the field."), by=making.make_keeper())
    assert seating.accept(invitation, by=invitation.person).exception == "Invented the field."


def test_a_new_term_follows_one_that_is_over_and_history_is_kept() -> None:
    council = making.make_council()
    first = making.seat(council, ends_on=timezone.localdate())
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        assert not Seat.objects.get(pk=first.pk).is_sitting
        second = making.seat(council, first.person)
    assert [(s.pk, s.ended_because) for s in council.seats.order_by("pk")] == [
        (first.pk, "The term was over."),
        (second.pk, ""),
    ]


def test_a_seat_that_has_not_begun_does_not_sit() -> None:
    seat = making.seat(making.make_council(), starts_on=timezone.localdate() + timedelta(days=1))
    assert not seat.is_sitting
    assert seat not in Seat.objects.sitting()


def test_who_joins_a_council_that_hides_its_members_is_news_for_the_council_alone() -> None:
    for blindness, reach in ((Blindness.OPEN, Reach.EVERYONE), (Blindness.BOTH_HIDDEN, Reach.NAMED)):
        council = making.make_council(blindness=blindness)
        making.seat(council)
        assert Event.objects.about(council).get(kind="seat.taken").reach == reach


def test_a_new_member_is_kept_out_of_what_they_have_a_conflict_with() -> None:
    council, _chair, _members = making.make_chaired_council()
    author = factories.make_employee()
    review = making.make_review(council, factories.make_idea(author))
    making.seat(council, author)
    conflict = Conflict.objects.get(review=review)
    assert (conflict.person, conflict.kind, conflict.declared_by) == (author, ConflictKind.OWN_IDEA, None)


def test_a_seat_is_changed_by_those_who_invite() -> None:
    _council, chair, (member, _other) = making.make_chaired_council()
    seat = Seat.objects.get(person=member)
    ends = timezone.localdate() + timedelta(days=9)
    seating.change(seat, by=chair, seat_class=SeatClass.ACADEMIC, is_chair=True, ends_on=ends)
    seat.refresh_from_db()
    assert (seat.seat_class, seat.is_chair, seat.ends_on, seat.is_ending) == (
        SeatClass.ACADEMIC,
        True,
        ends,
        True,
    )
    with pytest.raises(PermissionDenied):
        seating.change(seat, by=member, seat_class=SeatClass.EXPERT, is_chair=True, ends_on=None)
    with pytest.raises(RefusedError, match="ends before"):
        seating.change(
            seat, by=chair, seat_class=SeatClass.EXPERT, is_chair=False, ends_on=ends - timedelta(days=99)
        )


def test_an_ended_seat_cannot_be_changed_or_ended_again() -> None:
    _council, chair, (member, _other) = making.make_chaired_council()
    seat = Seat.objects.get(person=member)
    seating.end(seat, by=chair, reason="Moved on.")
    with pytest.raises(OutOfDateError):
        seating.change(seat, by=chair, seat_class=SeatClass.EXPERT, is_chair=True, ends_on=None)
    with pytest.raises(OutOfDateError):
        seating.end(seat, by=chair, reason="Again.")


def test_ending_a_seat_voids_what_is_owed_and_keeps_what_is_in() -> None:
    council, chair, (one, two) = making.make_chaired_council()
    review = making.make_review(council)
    making.submit(review, one, by=chair)
    making.assign(review, two, by=chair)
    for member in (one, two):
        seating.end(Seat.objects.get(person=member), by=chair, reason="The council shrinks.")
    assert list(Assignment.objects.order_by("pk").values_list("state", flat=True)) == [
        AssignmentState.ACCEPTED,
        AssignmentState.VOID,
    ]
    making.announce_all()
    told = Event.objects.filter(kind="seat.ended").values_list("notices__person", flat=True)
    assert set(told) == {one.pk, two.pk}


def test_one_may_leave_and_must_say_why() -> None:
    _council, _chair, (member, other) = making.make_chaired_council()
    seat = Seat.objects.get(person=member)
    with pytest.raises(RefusedError):
        seating.end(seat, by=member, reason="")
    with pytest.raises(PermissionDenied):
        seating.end(seat, by=other, reason="I want it.")
    seating.end(seat, by=member, reason="A new job.")
    assert Event.objects.filter(kind="seat.left", actor=member).exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"ended_on": timezone.localdate()},
        {"ended_because": "No date."},
        {"ends_on": timezone.localdate() - timedelta(days=99)},
        {"seat_class": "guest"},
    ],
)
def test_the_database_refuses_a_seat_that_makes_no_sense(fields: dict[str, Any]) -> None:
    seat = making.seat(making.make_council())
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.filter(pk=seat.pk).update(**fields)


def test_the_database_refuses_a_second_open_seat() -> None:
    seat = making.seat(making.make_council())
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.create(
            council=seat.council,
            person=seat.person,
            seat_class=SeatClass.EXPERT,
            starts_on=seat.starts_on,
            given_by=seat.given_by,
        )
