"""Taking a nomination back: whoever made it may, and learns nothing of what the council did meanwhile."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from councils import nominated
from councils.models import Nomination, Nominator
from councils.needs import needs_of
from councils.workflow import nominating, seating, withdrawing
from ideanet.activity.models import Event
from ideanet.people.models import Person
from ideas.errors import OutOfDateError
from tests import factories
from tests.councils import making
from tests.councils.conftest import SignIn
from tests.councils.test_nominating import WHY, invite, make, told

pytestmark = pytest.mark.django_db


def own(nomination: Nomination, person: Person) -> Nominator:
    return nomination.nominators.select_related("nomination__council").get(person=person)


def states(nomination: Nomination, person: Person) -> list[tuple[str, bool]]:
    council = type(nomination.council).objects.for_rules().get(pk=nomination.council_id)
    return [(row.state, row.may_withdraw) for row in nominated.own(council, person)]


def test_with_the_last_of_them_the_nomination_is_closed_and_waits_for_nobody() -> None:
    nomination, chair, member = make()
    assert states(nomination, member) == [("With the council", True)]
    withdrawing.withdraw(own(nomination, member), by=member)
    nomination.refresh_from_db()
    assert (nomination.is_open, nomination.is_withdrawn, nomination.closed_by) == (False, True, member)
    assert states(nomination, member) == [("Taken back", False)]
    assert needs_of(chair) == []
    assert told(chair)[-1] == "seat.nomination_withdrawn"
    assert "seat.nomination_withdrawn" not in told(nomination.person)


def test_what_others_wrote_stands() -> None:
    nomination, chair, member = make()
    other = making.seat(nomination.council).person
    nominating.nominate(nomination.council, nomination.person, by=other, reason="So do I.")
    withdrawing.withdraw(own(nomination, member), by=member)
    nomination = Nomination.objects.select_related("council").get()
    answering = nominated.answering(nomination, chair, None)
    assert nomination.is_open
    assert [n.reason for n in answering.nominators] == ["So do I."]
    council = type(nomination.council).objects.for_rules().get(pk=nomination.council_id)
    assert [row.voices for row in nominated.to_answer(council, chair)] == [1]  # type: ignore[attr-defined]  # annotated


def test_twice_changes_nothing_and_nobody_takes_back_anothers_words() -> None:
    nomination, chair, member = make()
    mine = own(nomination, member)
    with pytest.raises(PermissionDenied):
        withdrawing.withdraw(mine, by=chair)
    withdrawing.withdraw(mine, by=member)
    withdrawing.withdraw(mine, by=member)
    assert Event.objects.filter(kind="seat.nomination_withdrawn").count() == 1


def test_an_invitation_that_is_out_stands_and_nobody_follows_in_line_by_itself() -> None:
    nomination, chair, member = make(factories.make_employee())
    invitation = invite(nomination, chair, offers_next=True)
    withdrawing.withdraw(own(nomination, member), by=member)
    nomination.refresh_from_db()
    assert (nomination.is_open, nomination.offers_next) == (True, False)
    assert states(nomination, member) == [("Taken back", False)]
    seating.refuse(invitation, by=nomination.person, reason="No time.")
    making.announce_all()
    assert not nomination.council.seat_invitations.pending().exists()


def test_what_was_answered_is_taken_back_no_more() -> None:
    nomination, chair, member = make()
    nominating.set_aside(nomination, by=chair, reason="Not this year.")
    with pytest.raises(OutOfDateError, match="answered this nomination already"):
        withdrawing.withdraw(own(nomination, member), by=member)


def test_who_took_it_back_may_nominate_again_and_the_council_hears_of_it() -> None:
    other = factories.make_employee()
    nomination, _chair, member = make()
    nominating.nominate(
        nomination.council, nomination.person, by=making.seat(nomination.council).person, reason=WHY
    )
    withdrawing.withdraw(own(nomination, member), by=member)
    nominating.nominate(
        nomination.council, nomination.person, by=member, reason="Better.", alternates=[other]
    )
    assert own(nomination, member).withdrawn_at is None
    assert Event.objects.filter(kind="seat.nominated", actor=member).count() == 2


def test_the_database_knows_what_a_closed_nomination_came_to() -> None:
    nomination, _chair, _member = make()
    with pytest.raises(IntegrityError), transaction.atomic():
        Nomination.objects.filter(pk=nomination.pk).update(is_withdrawn=True)


def test_a_nominator_takes_it_back_on_the_page_and_the_chair_reads_that(sign_in: SignIn) -> None:
    nomination, chair, member = make()
    client = sign_in(member)
    address = reverse("councils:nominator", args=[own(nomination, member).pk])
    page = reverse("councils:nominations", args=[nomination.council_id])
    assert address in client.get(page).content.decode()
    answer = client.post(address, {"_method": "delete"}, follow=True).content.decode()
    assert "Your nomination is taken back." in answer
    assert address not in answer
    page = sign_in(chair).get(nomination.get_absolute_url()).content.decode()
    assert "those who nominated took it back" in page
    assert sign_in(chair).post(address, {"_method": "delete"}).status_code == 404
