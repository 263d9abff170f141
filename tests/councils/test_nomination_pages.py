"""The pages of nominations, as a browser uses them."""

import pytest
from django.urls import reverse

from councils.models import Nomination, SeatInvitation
from councils.stages import RequirementKind, SeatClass
from councils.workflow import founding, nominating, seating
from ideanet.people.stages import CredentialKind
from tests import factories
from tests.councils import making
from tests.councils.conftest import SignIn
from tests.councils.test_nominating import WHY, make
from tests.councils.test_queries import assert_constant, counts
from tests.councils.test_standing import claim

pytestmark = pytest.mark.django_db


def test_an_employee_finds_the_way_from_the_councils_page_and_nominates(sign_in: SignIn) -> None:
    council = making.make_council(is_network=True)
    person = factories.make_employee(name="Wanda Wanted")
    other = factories.make_employee(name="Otto Other")
    client = sign_in(factories.make_employee())
    address = reverse("councils:nominations", args=[council.pk])
    assert address in client.get(council.get_absolute_url()).content.decode()
    data = {"person": person.email, "reason": WHY, "alternates": f"{other.email}\n"}
    answer = client.post(address, data, follow=True)
    assert "Thank you. The council has your nomination" in answer.content.decode()
    assert [n.person for n in Nomination.objects.get().nominees.all()] == [person, other]
    assert WHY in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("data", "error"),
    [
        ({"alternates": "nobody@nowhere.example"}, "nobody@nowhere.example: Nobody here has this address."),
        ({"alternates": "wanda@home.example"}, "Nobody stands in for themselves."),
        ({"person": "nobody@nowhere.example"}, "Nobody here has this address."),
        ({"reason": ""}, "This field is required."),
    ],
)
def test_what_cannot_be_comes_back_filled(sign_in: SignIn, data: dict[str, str], error: str) -> None:
    council = making.make_council(is_network=True)
    factories.make_employee(email="wanda@home.example")
    client = sign_in(factories.make_employee())
    sent = {"person": "wanda@home.example", "reason": WHY} | data
    answer = client.post(reverse("councils:nominations", args=[council.pk]), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert error in page
    assert all(value in page for value in sent.values())
    assert not Nomination.objects.exists()


def test_an_outsider_puts_themselves_forward_and_has_nobody_else_to_name(sign_in: SignIn) -> None:
    council = making.make_council(is_network=True)
    outsider = factories.make_outsider()
    client = sign_in(outsider)
    address = reverse("councils:nominations", args=[council.pk])
    page = client.get(address).content.decode()
    assert "Put yourself forward" in page
    assert "E-mail address" not in page
    client.post(address, {"person": factories.make_employee().email, "reason": WHY})
    assert Nomination.objects.get().person == outsider


def test_an_exception_is_not_said_to_be_sent_before_a_second_person_agreed(sign_in: SignIn) -> None:
    nomination, chair, _member = make()
    patent = {"credential_kind": CredentialKind.PATENT, "number": 1}
    founding.require(
        nomination.council, by=nomination.council.created_by, kind=RequirementKind.CREDENTIAL, **patent
    )
    address = reverse("councils:nominee_invitation", args=[nomination.nominees.get().pk])
    sent = {"seat_class": SeatClass.EXPERT, "starts_on": "2026-11-25", "exception": "She invents in secret."}
    page = sign_in(chair).post(address, sent, follow=True).content.decode()
    assert "waits for a second person" in page
    assert "Wanda Wanted is invited." not in page


def test_a_chair_reads_the_standing_with_its_evidence_and_invites(sign_in: SignIn) -> None:
    nomination, chair, _member = make()
    council, person = nomination.council, nomination.person
    founding.require(
        council,
        by=council.created_by,
        kind=RequirementKind.CREDENTIAL,
        credential_kind=CredentialKind.PATENT,
        number=1,
    )
    claim(person, title="A quieter fan")
    client = sign_in(chair)
    page = client.get(nomination.get_absolute_url()).content.decode()
    assert WHY in page
    standing = reverse("councils:nominee_standing", args=[nomination.nominees.get().pk])
    assert standing in page
    assert "A quieter fan" in client.get(standing).content.decode()
    panel = client.get(standing, headers={"HX-Request": "true"}).content.decode()
    assert "A quieter fan" in panel
    assert "<html" not in panel
    address = reverse("councils:nominee_invitation", args=[nomination.nominees.get().pk])
    assert client.post(address, {"seat_class": SeatClass.EXPERT}).status_code == 422
    sent = {"seat_class": SeatClass.EXPERT, "starts_on": "2026-11-25", "offers_next": "on"}
    answer = client.post(address, sent, follow=True)
    assert "Wanda Wanted is invited." in answer.content.decode()
    assert SeatInvitation.objects.pending().get().person == person
    nomination.refresh_from_db()
    assert nomination.offers_next


def test_an_alternates_standing_is_a_click_away_and_the_next_is_invited_by_one(sign_in: SignIn) -> None:
    alternate = factories.make_employee(name="Alma Alternate")
    nomination, chair, _member = make(alternate)
    client = sign_in(chair)
    second = nomination.nominees.get(person=alternate)
    assert (
        "How Alma Alternate stands"
        in client.get(f"{nomination.get_absolute_url()}?nominee={second.pk}").content.decode()
    )
    first = reverse("councils:nominee_invitation", args=[nomination.nominees.get(place=0).pk])
    client.post(first, {"seat_class": SeatClass.EXPERT, "starts_on": "2026-11-25"})
    invitation = SeatInvitation.objects.pending().get()
    seating.refuse(invitation, by=nomination.person, reason="No time this year.")
    page = client.get(nomination.get_absolute_url()).content.decode()
    assert "No time this year." in page
    assert "Invite Alma Alternate" in page
    address = reverse("councils:nomination_next", args=[nomination.pk])
    client.post(address, {"after": invitation.pk})
    assert client.post(address, {"after": invitation.pk}).status_code == 409
    assert [i.person for i in SeatInvitation.objects.pending()] == [alternate]


def test_setting_aside_asks_for_a_reason(sign_in: SignIn) -> None:
    nomination, chair, _member = make()
    client = sign_in(chair)
    address = nomination.get_absolute_url()
    assert client.post(address, {"_method": "delete"}).status_code == 422
    client.post(address, {"_method": "delete", "reason": "Not this year."})
    page = client.get(address).content.decode()
    assert "Set aside: Not this year." in page
    assert client.post(address, {"_method": "delete", "reason": "Again."}).status_code == 410


def test_the_nominations_cost_the_same_at_one_and_at_thirty(sign_in: SignIn) -> None:
    council, chair, (member, _other) = making.make_chaired_council()

    def grow(number: int) -> None:
        for _number in range(number):
            nominator = member if _number < 9 else making.seat(council).person
            nominating.nominate(council, factories.make_employee(), by=nominator, reason=WHY)

    assert_constant(
        counts(sign_in, chair, reverse("councils:nominations", args=[council.pk]), grow), budget=8
    )


def test_a_nomination_costs_the_same_with_one_and_with_thirty_in_line(sign_in: SignIn) -> None:
    nomination, chair, _member = make()

    def grow(number: int) -> None:
        for _number in range(number):
            nominating.nominate(
                nomination.council,
                nomination.person,
                by=making.seat(nomination.council).person,
                reason=WHY,
                alternates=[factories.make_employee()],
            )

    assert_constant(counts(sign_in, chair, nomination.get_absolute_url(), grow), budget=8)
