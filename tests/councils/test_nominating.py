"""Nominations: who may name whom, who learns of it, the line of alternates, and what came of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from councils import nominated, seat_reminding, tasks
from councils.models import Council, Nomination, Nominator, Nominee, SeatInvitation
from councils.needs import needs_of
from councils.stages import Blindness, RequirementKind, SeatClass
from councils.workflow import founding, nominating, seating
from councils.workflow.seating import Offer
from ideanet.activity.models import Event, Notice
from ideanet.people.errors import GoneError
from ideanet.people.models import Person
from ideanet.people.stages import Role
from ideas.errors import OutOfDateError, RefusedError
from tests import factories
from tests.councils import making
from tests.councils.conftest import SignIn

pytestmark = pytest.mark.django_db

WHY = "She sees what the rest of us explain away."


def make(*alternates: Person, **fields: Any) -> tuple[Nomination, Person, Person]:
    """A nomination, the council's chair, and the member who made it."""
    council, chair, (member, _other) = making.make_chaired_council(**{"name": "Sages"} | fields)
    person = factories.make_employee(name="Wanda Wanted", email="wanda@home.example")
    found = nominating.nominate(council, person, by=member, reason=WHY, alternates=alternates)
    return found, chair, member


def terms(**fields: Any) -> Offer:
    said: dict[str, Any] = {"seat_class": SeatClass.EXPERT, "starts_on": timezone.localdate()}
    return Offer(**said | fields)


def invite(nomination: Nomination, chair: Person, place: int = 0, **options: Any) -> SeatInvitation:
    nominee = Nominee.objects.select_related("person", "nomination__council").get(
        nomination=nomination, place=place
    )
    return nominating.invite(nominee, terms(), by=chair, **options)


def told(person: Person) -> list[str]:
    making.announce_all()
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("event__kind", flat=True))


def expire(invitation: SeatInvitation) -> None:
    SeatInvitation.objects.filter(pk=invitation.pk).update(expires_at=timezone.now() - timedelta(days=1))


def test_a_nomination_goes_to_the_chairs_and_to_nobody_else() -> None:
    nomination, chair, member = make()
    assert told(chair)[-1] == "seat.nominated"
    assert "seat.nominated" not in told(nomination.person) + told(member)
    assert [need.label for need in needs_of(chair)] == ["Answer a nomination for the council “Sages”"]
    assert needs_of(nomination.person) == []


def test_members_and_those_who_invite_nominate_and_employees_where_outsiders_see_the_council() -> None:
    person = factories.make_employee()
    closed, open_one = making.make_council(), making.make_council(is_network=True)
    employee, outsider = factories.make_employee(), factories.make_outsider()
    with pytest.raises(PermissionDenied):
        nominating.nominate(closed, person, by=employee, reason=WHY)
    with pytest.raises(PermissionDenied):
        nominating.nominate(open_one, person, by=outsider, reason=WHY)
    assert nominating.nominate(open_one, person, by=employee, reason=WHY).is_open
    assert nominating.nominate(closed, person, by=making.seat(closed).person, reason=WHY).is_open


def test_whoever_sees_a_council_puts_themselves_forward_but_names_no_alternate_for_it() -> None:
    council, outsider = making.make_council(is_network=True), factories.make_outsider()
    with pytest.raises(PermissionDenied):
        nominating.nominate(
            council, outsider, by=outsider, reason=WHY, alternates=[factories.make_employee()]
        )
    assert nominating.nominate(council, outsider, by=outsider, reason=WHY).person == outsider
    with pytest.raises(PermissionDenied):
        nominating.nominate(making.make_council(), outsider, by=outsider, reason=WHY)


def test_a_second_nominator_joins_the_first_and_neither_learns_of_the_other() -> None:
    nomination, chair, member = make()
    own = nominating.nominate(nomination.council, nomination.person, by=nomination.person, reason="I would.")
    assert own == nomination
    assert [n.person for n in nomination.nominators.all()] == [member, nomination.person]
    (row,) = nominated.own(nomination.council, nomination.person)
    assert (row.nominator.reason, row.state) == ("I would.", "With the council")
    assert told(chair).count("seat.nominated") == 2
    assert "seat.nominated" not in told(member) + told(nomination.person)


def test_the_same_nomination_again_changes_its_reason_and_tells_nobody_twice() -> None:
    nomination, chair, member = make()
    alternate = factories.make_employee()
    nominating.nominate(
        nomination.council, nomination.person, by=member, reason="Better said.", alternates=[alternate]
    )
    assert [n.reason for n in Nominator.objects.all()] == ["Better said."]
    assert [n.person for n in nomination.nominees.all()] == [nomination.person, alternate]
    assert told(chair).count("seat.nominated") == 1


def test_one_open_nomination_per_person_and_council_holds_in_the_database() -> None:
    nomination, _chair, _member = make()
    with pytest.raises(IntegrityError), transaction.atomic():
        Nomination.objects.create(council=nomination.council, person=nomination.person)


def test_who_sits_in_view_is_refused_and_who_sits_unseen_is_not() -> None:
    council, _chair, (one, _two) = making.make_chaired_council(
        is_network=True, blindness=Blindness.BOTH_HIDDEN
    )
    hidden = making.seat(council).person
    with pytest.raises(RefusedError, match="sits on the council already"):
        nominating.nominate(council, hidden, by=one, reason=WHY)
    assert nominating.nominate(council, hidden, by=factories.make_employee(), reason=WHY).is_open


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_nomination_says_why(reason: str) -> None:
    council, _chair, (member, _other) = making.make_chaired_council()
    with pytest.raises(RefusedError, match="Say why"):
        nominating.nominate(council, factories.make_employee(), by=member, reason=reason)


def test_nobody_floods_a_council() -> None:
    council, _chair, (member, _other) = making.make_chaired_council()
    for _number in range(nominating.MOST):
        nominating.nominate(council, factories.make_employee(), by=member, reason=WHY)
    with pytest.raises(RefusedError, match="ten nominations"):
        nominating.nominate(council, factories.make_employee(), by=member, reason=WHY)


def test_a_nominee_sees_nothing_even_as_one_who_keeps_councils(sign_in: SignIn) -> None:
    keeper = factories.make_powerful(Role.ADMINISTRATOR, name="Kay Keeper")
    council, _chair, (member, _other) = making.make_chaired_council()
    first = factories.make_employee(name="Fay First")
    nomination = nominating.nominate(council, first, by=member, reason=WHY, alternates=[keeper])
    client = sign_in(keeper)
    page = client.get(reverse("councils:nominations", args=[council.pk])).content.decode()
    assert WHY not in page
    assert "Fay First" not in page
    for name, key in (
        ("nomination", nomination.pk),
        ("nomination_next", nomination.pk),
        ("nominee_invitation", nomination.nominees.all()[1].pk),
    ):
        address = reverse(f"councils:{name}", args=[key])
        assert (client.get if name == "nomination" else client.post)(address).status_code == 404
    with pytest.raises(PermissionDenied):
        nominating.set_aside(nomination, by=keeper, reason="No.")


def test_a_chair_from_outside_sees_no_nominee_of_another_customer(sign_in: SignIn) -> None:
    council = making.make_council(is_network=True)
    chair = making.seat(council, factories.make_outsider(), SeatClass.CUSTOMER, is_chair=True).person
    rival = factories.make_outsider(name="Rita Rival")
    nomination = nominating.nominate(council, rival, by=council.created_by, reason=WHY)
    client = sign_in(chair)
    assert "Rita Rival" not in client.get(reverse("councils:nominations", args=[council.pk])).content.decode()
    assert client.get(nomination.get_absolute_url()).status_code == 404
    assert "seat.nominated" not in told(chair)


def test_the_invitation_of_a_nominee_leads_to_a_seat_and_closes_the_nomination() -> None:
    nomination, chair, member = make()
    invitation = invite(nomination, chair)
    assert needs_of(chair) == []
    seat = seating.accept(invitation, by=nomination.person)
    nomination.refresh_from_db()
    assert (nomination.seat, nomination.is_open) == (seat, False)
    assert [row.state for row in nominated.own(nomination.council, member)] == ["It led to a seat"]


def test_a_nominator_learns_neither_of_an_invitation_nor_who_sits_on_a_hidden_council() -> None:
    council, chair, _members = making.make_chaired_council(is_network=True, blindness=Blindness.BOTH_HIDDEN)
    employee = factories.make_employee()
    nomination = nominating.nominate(council, factories.make_employee(), by=employee, reason=WHY)
    invitation = invite(nomination, chair)
    assert [row.state for row in nominated.own(council, employee)] == ["With the council"]
    seating.accept(invitation, by=nomination.person)
    council = Council.objects.for_rules().get(pk=council.pk)
    assert [row.state for row in nominated.own(council, employee)] == ["Answered"]


def test_who_was_invited_without_the_nomination_is_invited_through_it_too() -> None:
    nomination, chair, _member = make()
    invitation = seating.invite(nomination.council, nomination.person, terms(), by=chair)
    assert nomination.nominees.get().invitation == invitation
    with pytest.raises(RefusedError, match="waits for its answer"):
        invite(nomination, chair)


def test_a_declined_seat_is_offered_to_the_next_in_line_by_one_click() -> None:
    alternate = factories.make_employee(name="Alma Alternate")
    nomination, chair, _member = make(alternate)
    invitation = invite(nomination, chair)
    seating.refuse(invitation, by=nomination.person, reason="No time this year.")
    assert told(chair)[-1] == "seat.refused"
    assert len(needs_of(chair)) == 1
    following = nominating.offer_next(nomination, by=chair, after=invitation.pk)
    assert (following.person, following.seat_class, following.is_usable) == (
        alternate,
        SeatClass.EXPERT,
        True,
    )
    with pytest.raises(OutOfDateError):
        nominating.offer_next(nomination, by=chair, after=invitation.pk)
    assert SeatInvitation.objects.pending().count() == 1


def test_an_alternate_takes_the_seat_and_the_nomination_is_answered() -> None:
    nomination, chair, _member = make(factories.make_employee())
    first = invite(nomination, chair)
    seating.refuse(first, by=nomination.person, reason="No.")
    second = nominating.offer_next(nomination, by=chair, after=first.pk)
    seat = seating.accept(second, by=second.person)
    nomination.refresh_from_db()
    assert nomination.seat == seat


def test_an_alternate_follows_by_itself_where_the_chair_said_so() -> None:
    alternate = factories.make_employee()
    nomination, chair, _member = make(alternate)
    invitation = invite(nomination, chair, offers_next=True)
    seating.refuse(invitation, by=nomination.person, reason="No.")
    making.announce_all()
    assert list(SeatInvitation.objects.pending().values_list("person", "invited_by")) == [
        (alternate.pk, chair.pk)
    ]
    refused = Event.objects.get(kind="seat.refused")
    nominating.go_on(refused)
    assert SeatInvitation.objects.pending().count() == 1


def test_nobody_follows_by_themselves_where_the_chair_did_not_say_so() -> None:
    nomination, chair, _member = make(factories.make_employee())
    seating.refuse(invite(nomination, chair), by=nomination.person, reason="No.")
    making.announce_all()
    assert not SeatInvitation.objects.pending().exists()


def test_an_alternate_who_falls_short_is_not_invited_by_itself_and_the_chair_reads_why() -> None:
    nomination, chair, _member = make(factories.make_employee())
    invitation = invite(nomination, chair, offers_next=True)
    council = nomination.council
    founding.require(council, by=council.created_by, kind=RequirementKind.IDEAS_APPROVED, number=1)
    seating.refuse(invitation, by=nomination.person, reason="No.")
    assert told(chair)[-1] == "seat.not_offered"
    event = Event.objects.get(kind="seat.not_offered")
    assert event.data["reason"].startswith("Not met: Ideas approved by a council: at least 1.")
    assert not SeatInvitation.objects.pending().exists()


def test_an_invitation_that_runs_out_is_told_once_and_the_next_is_offered() -> None:
    alternate = factories.make_employee()
    nomination, chair, _member = make(alternate)
    invitation = invite(nomination, chair, offers_next=True)
    assert seat_reminding.tell_of_all_run_out() == 0
    expire(invitation)
    tasks.remind()
    tasks.remind()
    assert told(chair).count("seat.offer_run_out") == 1
    assert [i.person for i in SeatInvitation.objects.pending()] == [alternate]
    invitation.refresh_from_db()
    assert invitation.revoked_at is not None


def test_sent_again_it_can_run_out_again() -> None:
    nomination, chair, _member = make()
    invitation = invite(nomination, chair)
    expire(invitation)
    assert seat_reminding.tell_of_all_run_out() == 1
    seating.invite_again(invitation, by=chair)
    assert seat_reminding.tell_of_all_run_out() == 0
    expire(invitation)
    assert seat_reminding.tell_of_all_run_out() == 1


def test_whoever_cannot_be_invited_is_passed_over() -> None:
    gone, seated, free = (factories.make_employee() for _number in range(3))
    nomination, chair, _member = make(gone, seated, free)
    invitation = invite(nomination, chair)
    Person.objects.filter(pk=gone.pk).update(is_active=False)
    making.seat(nomination.council, seated)
    nomination.refresh_from_db()
    # Who takes a seat otherwise answers the nomination as well.
    assert not nomination.is_open
    Nomination.objects.update(closed_at=None, seat=None)
    seating.refuse(invitation, by=nomination.person, reason="No.")
    assert nominating.offer_next(nomination, by=chair, after=_last(nomination)).person == free


def _last(nomination: Nomination) -> int:
    asked = nomination.nominees.filter(invitation__isnull=False).order_by("-place")
    return int(asked.values_list("invitation", flat=True)[0])


def test_the_line_ends() -> None:
    nomination, chair, _member = make()
    invitation = invite(nomination, chair)
    seating.refuse(invitation, by=nomination.person, reason="No.")
    with pytest.raises(RefusedError, match="Nobody is left in line"):
        nominating.offer_next(nomination, by=chair, after=invitation.pk)


def test_the_same_terms_never_start_in_the_past() -> None:
    nomination, chair, _member = make(factories.make_employee())
    today = timezone.localdate()
    nominee = Nominee.objects.select_related("person", "nomination__council").get(place=0)
    past = terms(starts_on=today - timedelta(days=10), ends_on=today + timedelta(days=90))
    invitation = nominating.invite(nominee, past, by=chair)
    seating.refuse(invitation, by=nomination.person, reason="No.")
    following = nominating.offer_next(nomination, by=chair, after=invitation.pk)
    assert (following.starts_on, following.ends_on) == (today, today + timedelta(days=100))


def test_set_aside_with_a_reason_that_the_nominators_read() -> None:
    nomination, chair, member = make()
    with pytest.raises(RefusedError, match="Say why"):
        nominating.set_aside(nomination, by=chair, reason=" ")
    for person in (member, nomination.person, factories.make_employee()):
        with pytest.raises(PermissionDenied):
            nominating.set_aside(nomination, by=person, reason="No.")
    nominating.set_aside(nomination, by=chair, reason="We look for an analyst now.")
    assert told(member)[-1] == "seat.set_aside"
    assert "seat.set_aside" not in told(nomination.person)
    (row,) = nominated.own(nomination.council, member)
    assert (row.state, row.reason) == ("Set aside", "We look for an analyst now.")
    with pytest.raises(GoneError):
        nominating.set_aside(nomination, by=chair, reason="Again.")
    again = nominating.nominate(nomination.council, nomination.person, by=member, reason=WHY)
    assert again != nomination


def test_nothing_is_set_aside_while_an_invitation_stands() -> None:
    nomination, chair, _member = make()
    invite(nomination, chair)
    with pytest.raises(RefusedError, match="Take the invitation back"):
        nominating.set_aside(nomination, by=chair, reason="No.")
