"""The pages of councils, seats, invitations, requirements and scorecards, as a browser uses them."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from councils.models import Council, Requirement, Seat, SeatInvitation
from councils.stages import Blindness, CouncilKind, RequirementKind, SeatClass
from councils.workflow import founding, seating
from councils.workflow.seating import Offer
from ideanet.people.models import Person
from ideanet.people.stages import CredentialKind, OrganisationKind
from ideanet.people.tokens import digest_of
from tests import factories
from tests.councils import making
from tests.councils.conftest import SignIn

pytestmark = pytest.mark.django_db

COUNCIL = {
    "name": "Sages",
    "kind": CouncilKind.EXPERTS,
    "purpose": "Vets what is bold.",
    "charter": "We *read*.",
    "blindness": Blindness.OPEN,
    "decision_rule": "majority",
    "approve_from": 70,
    "decline_below": 40,
    "share_numerator": 2,
    "share_denominator": 3,
    "authors_see": "averages",
    "time_zone": "Europe/Berlin",
    "quorum": 2,
    "quorum_expert": 1,
    "quorum_customer": 0,
    "quorum_academic": 0,
    "quorum_analyst": 0,
    "window_days": 14,
    "load_limit": 5,
    "escalation_days": 5,
    "round_limit": 3,
    "co_author_years": 2,
    "term_years": 2,
    "pause_years": 1,
}


def page(name: str, *keys: Any) -> str:
    return reverse(f"councils:{name}", args=keys)


def test_a_council_is_set_up_on_a_page(sign_in: SignIn) -> None:
    client = sign_in(making.make_keeper())
    answer = client.post(page("create"), COUNCIL)
    council = Council.objects.get()
    assert answer.headers["Location"] == council.get_absolute_url()
    body = client.get(council.get_absolute_url()).content.decode()
    assert "<em>read</em>" in body
    assert "2 reviews, 1 of them by seats of the class “Expert”" in body


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"quorum": 1, "quorum_academic": 1}, "at least as large as its classes"),
        ({"decline_below": 80}, "must not be above"),
        ({"name": ""}, "required"),
    ],
)
def test_a_council_that_cannot_work_is_refused_in_words(
    sign_in: SignIn, fields: dict[str, Any], message: str
) -> None:
    answer = sign_in(making.make_keeper()).post(page("create"), COUNCIL | fields)
    assert (answer.status_code, message in answer.content.decode()) == (422, True)


def test_a_chair_edits_the_council(sign_in: SignIn) -> None:
    council, chair, _members = making.make_chaired_council()
    answer = sign_in(chair).post(page("edit", council.pk), COUNCIL | {"window_days": 21})
    assert answer.status_code == 302
    assert Council.objects.get(pk=council.pk).window_days == 21


def test_loosening_blindness_under_way_is_refused_in_the_form(sign_in: SignIn) -> None:
    council, chair, _members = making.make_chaired_council(blindness=Blindness.BOTH_HIDDEN)
    making.make_review(council)
    answer = sign_in(chair).post(page("edit", council.pk), COUNCIL | {"name": "Other"})
    body = answer.content.decode()
    assert (answer.status_code, "more discretion" in body) == (422, True)
    assert council.name in body


def test_a_chair_without_a_second_factor_is_told_so(sign_in: SignIn) -> None:
    council, _chair, (member, _other) = making.make_chaired_council()
    Seat.objects.filter(person=member).update(is_chair=True)
    body = sign_in(member).get(council.get_absolute_url()).content.decode()
    assert "needs a second factor" in body


def test_a_council_that_hides_its_members_shows_its_chair_and_says_why(sign_in: SignIn) -> None:
    council, chair, (member, _other) = making.make_chaired_council(blindness=Blindness.BOTH_HIDDEN)
    body = sign_in(factories.make_employee()).get(council.get_absolute_url()).content.decode()
    assert (chair.name in body, member.name in body, "only its chairs are shown" in body) == (
        True,
        False,
        True,
    )
    body = sign_in(member).get(council.get_absolute_url()).content.decode()
    assert (member.name in body, "only its chairs are shown" in body) == (True, False)


def test_an_outsider_learns_of_no_rival_on_a_council(sign_in: SignIn) -> None:
    council, chair, _members = making.make_chaired_council(is_network=True)
    rival = making.seat(council, factories.make_outsider(name="Rita Rival")).person
    for address in (page("councils"), council.get_absolute_url(), page("seats", council.pk)):
        body = sign_in(factories.make_outsider()).get(address).content.decode()
        assert (chair.name in body, rival.name in body) == (True, False)


def test_fellow_members_know_each_other_without_a_link_they_cannot_follow(sign_in: SignIn) -> None:
    council, _chair, _members = making.make_chaired_council()
    one = making.seat(council, factories.make_outsider(name="One Outsider")).person
    two = making.seat(council, factories.make_outsider(name="Two Outsider")).person
    body = sign_in(one).get(council.get_absolute_url()).content.decode()
    assert two.name in body
    assert two.get_absolute_url() not in body


# --- Scorecards --------------------------------------------------------------------------


def criteria(*forms: dict[str, Any], **fields: Any) -> dict[str, Any]:
    data = {"criteria-TOTAL_FORMS": len(forms), "criteria-INITIAL_FORMS": 0, "minimum_coverage": 60} | fields
    for number, form in enumerate(forms):
        data |= {f"criteria-{number}-{name}": value for name, value in form.items()}
    return data


NERVE = {"name": "Nerve", "weight": 2, "labels": "Low\nHigh", "is_required": "on"}


def test_a_scorecard_is_edited_as_a_whole(sign_in: SignIn) -> None:
    council, chair, _members = making.make_chaired_council()
    client = sign_in(chair)
    assert "Originality" in client.get(page("scorecard", council.pk)).content.decode()
    answer = client.post(page("scorecard", council.pk), criteria(NERVE, {"name": ""}))
    assert answer.status_code == 302
    scorecard = council.scorecards.latest("version")
    assert (scorecard.version, scorecard.minimum_coverage, str(scorecard)) == (
        2,
        60,
        f"{council.pk} scorecard 2",
    )
    (criterion,) = scorecard.criteria.all()
    assert (criterion.name, criterion.weight, criterion.labels, criterion.is_required) == (
        "Nerve",
        2,
        ["Low", "High"],
        True,
    )


def test_a_scorecard_says_what_a_point_looks_like_and_asks_for_words(sign_in: SignIn) -> None:
    council, chair, _members = making.make_chaired_council()
    client = sign_in(chair)
    advice = {"name": "Advice", "is_text": "on", "labels": "Ignored\nHere", "allows_not_applicable": "on"}
    nerve = NERVE | {"rubric": "Says what all say.\nSays what nobody dares."}
    assert client.post(page("scorecard", council.pk), criteria(nerve, advice)).status_code == 302
    words, points = council.scorecards.latest("version").criteria.order_by("is_required")
    assert (words.is_text, words.labels, words.allows_not_applicable) == (True, [], False)
    assert points.points == [(1, "Low", "Says what all say."), (2, "High", "Says what nobody dares.")]
    for address in (council.get_absolute_url(), page("scorecard", council.pk)):
        assert "Says what nobody dares." in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("forms", "message"),
    [
        ([NERVE | {"labels": "Only"}], "two to ten points"),
        ([NERVE | {"labels": ""}], "Name the points"),
        ([NERVE | {"labels": "x" * 61 + "\ny"}], "at most 60 characters"),
        ([NERVE | {"rubric": "Hides.\nDares.\nRuns."}], "one line for each label"),
        ([NERVE | {"rubric": "x" * 301 + "\ny"}], "at most 300 characters"),
        ([NERVE, NERVE], "same name"),
        ([{"name": ""}], "needs a criterion"),
    ],
)
def test_a_scorecard_that_cannot_work_is_refused_in_words(
    sign_in: SignIn, forms: list[dict[str, Any]], message: str
) -> None:
    council, chair, _members = making.make_chaired_council()
    answer = sign_in(chair).post(page("scorecard", council.pk), criteria(*forms))
    assert (answer.status_code, message in answer.content.decode()) == (422, True)


# --- Requirements -------------------------------------------------------------------------


def test_requirements_are_stated_and_taken_out_on_their_page(sign_in: SignIn) -> None:
    council, chair, _members = making.make_chaired_council()
    client = sign_in(chair)
    patents = {"kind": RequirementKind.CREDENTIAL, "credential_kind": CredentialKind.PATENT, "number": 2}
    assert client.post(page("requirements", council.pk), patents).status_code == 302
    customers = {
        "kind": RequirementKind.ORGANISATION,
        "organisation_kind": OrganisationKind.CUSTOMER,
        "credential_kind": CredentialKind.PATENT,
        "number": 7,
    }
    assert client.post(page("requirements", council.pk), customers).status_code == 302
    rows = list(Requirement.objects.values_list("kind", "credential_kind", "organisation_kind", "number"))
    assert rows == [("credential", "patent", "", 2), ("organisation", "", "customer", 1)]
    assert client.post(page("requirements", council.pk), patents).status_code == 422
    first = Requirement.objects.all()[0]
    assert str(first) == f"credential of {council.pk}"
    assert client.post(page("requirement", first.pk), {"_method": "delete"}).status_code == 302
    assert Requirement.objects.count() == 1


@pytest.mark.parametrize("kind", [RequirementKind.CREDENTIAL, RequirementKind.ORGANISATION])
def test_a_requirement_says_what_it_requires(sign_in: SignIn, kind: str) -> None:
    council, chair, _members = making.make_chaired_council()
    answer = sign_in(chair).post(page("requirements", council.pk), {"kind": kind, "number": 1})
    assert (answer.status_code, "Choose one for this rule" in answer.content.decode()) == (422, True)


def test_a_sentence_to_attest_has_a_box_of_its_own_on_the_invitation(sign_in: SignIn) -> None:
    council, chair, _members = making.make_chaired_council()
    rule = {"kind": RequirementKind.ATTESTATION, "text": "I advise no rival."}
    assert sign_in(chair).post(page("requirements", council.pk), {**rule, "number": 4}).status_code == 302
    assert sign_in(chair).post(page("requirements", council.pk), {**rule, "text": ""}).status_code == 422
    person = factories.make_employee()
    invitation = seating.invite(council, person, Offer(SeatClass.EXPERT, timezone.localdate()), by=chair)
    client = sign_in(person)
    assert "Asked on accepting" in client.get(page("requirements", council.pk)).content.decode()
    body = client.get(invitation.get_absolute_url()).content.decode()
    assert "I attest: I advise no rival." in body
    (box,) = re.findall(r'name="(attested-\w+)"', body)
    assert client.post(page("accept_seat", invitation.pk), {"promise": "on"}).status_code == 422
    answer = client.post(page("accept_seat", invitation.pk), {"promise": "on", box: "on"})
    assert answer.headers["Location"] == council.get_absolute_url()
    seat = page("seat", council.seats.get(person=person).pk)
    assert "I advise no rival." in sign_in(chair).get(seat).content.decode()


def test_everyone_sees_their_own_standing_and_those_who_invite_a_candidates(sign_in: SignIn) -> None:
    council, chair, (member, _other) = making.make_chaired_council()
    founding.require(council, by=chair, kind=RequirementKind.IDEAS_APPROVED, number=1)
    body = sign_in(member).get(page("requirements", council.pk)).content.decode()
    assert ("how you stand" in body, "Not met" in body) == (True, True)
    candidate = factories.make_employee(name="Candida Tate")
    address = f"{page('requirements', council.pk)}?person={candidate.email.upper()}"
    assert "How Candida Tate stands" in sign_in(chair).get(address).content.decode()
    assert "Candida Tate" not in sign_in(member).get(address).content.decode()
    unknown = sign_in(chair).get(f"{page('requirements', council.pk)}?person=nobody@example.com")
    assert "Nobody here has this address" in unknown.content.decode()
    empty = sign_in(chair).get(f"{page('requirements', council.pk)}?person=")
    assert "how you stand" in empty.content.decode()


# --- Seats and invitations ------------------------------------------------------------------


def test_a_seat_is_offered_accepted_and_shown(sign_in: SignIn) -> None:
    council, chair, _members = making.make_chaired_council()
    person = factories.make_employee(name="New Member")
    form = {"person": person.email, "seat_class": SeatClass.EXPERT, "starts_on": timezone.localdate()}
    assert sign_in(chair).post(page("seats", council.pk), form).status_code == 302
    assert "New Member" in sign_in(chair).get(page("seats", council.pk)).content.decode()
    invitation = SeatInvitation.objects.get(person=person)
    client = sign_in(person)
    assert invitation.get_absolute_url() in client.get(page("councils")).content.decode()
    assert "Charter" in client.get(invitation.get_absolute_url()).content.decode()
    assert client.post(page("accept_seat", invitation.pk)).status_code == 422
    answer = client.post(page("accept_seat", invitation.pk), {"promise": "on"})
    assert answer.headers["Location"] == council.get_absolute_url()
    assert client.get(invitation.get_absolute_url()).status_code == 410
    assert client.post(page("accept_seat", invitation.pk), {"promise": "on"}).status_code == 410


def test_an_offer_that_cannot_be_made_is_refused_in_the_form(sign_in: SignIn) -> None:
    council, chair, (member, _other) = making.make_chaired_council()
    form = {"person": member.email, "seat_class": SeatClass.EXPERT, "starts_on": timezone.localdate()}
    answer = sign_in(chair).post(page("seats", council.pk), form)
    assert (answer.status_code, "sits on the council already" in answer.content.decode()) == (422, True)


def make_invitation(person: Person | None = None) -> tuple[SeatInvitation, Person]:
    council, chair, _members = making.make_chaired_council()
    offer = Offer(SeatClass.EXPERT, timezone.localdate(), message="Come & help.")
    return seating.invite(council, person or factories.make_employee(), offer, by=chair), chair


def test_a_link_works_for_the_invited_alone_and_only_while_it_can_be_used(sign_in: SignIn) -> None:
    invitation, chair = make_invitation()
    SeatInvitation.objects.filter(pk=invitation.pk).update(token_digest=digest_of("mailed"))
    link = page("invitation_link", "mailed")
    assert sign_in(invitation.person).get(link).headers["Location"] == invitation.get_absolute_url()
    assert sign_in(chair).get(link).status_code == 404
    assert sign_in(invitation.person).get(page("invitation_link", "guessed")).status_code == 404
    SeatInvitation.objects.update(expires_at=timezone.now() - timedelta(days=1))
    assert sign_in(invitation.person).get(link).status_code == 410


def test_an_invitation_is_declined_with_a_reason(sign_in: SignIn) -> None:
    invitation, _chair = make_invitation()
    client = sign_in(invitation.person)
    assert client.post(page("refuse_seat", invitation.pk)).status_code == 422
    assert client.post(page("refuse_seat", invitation.pk), {"reason": "No time."}).status_code == 302
    invitation.refresh_from_db()
    assert (invitation.declined_because, invitation.is_pending, str(invitation)) == (
        "No time.",
        False,
        f"{invitation.person_id} to {invitation.council_id}",
    )


def test_an_invitation_is_sent_again_and_taken_back(sign_in: SignIn) -> None:
    invitation, chair = make_invitation()
    client = sign_in(chair)
    assert client.post(page("invitation_mails", invitation.pk)).status_code == 302
    assert client.post(page("invitation", invitation.pk), {"_method": "delete"}).status_code == 302
    assert not SeatInvitation.objects.usable().exists()


def test_a_seat_is_changed_and_ended_on_its_page(sign_in: SignIn) -> None:
    council, chair, (member, _other) = making.make_chaired_council()
    seat = Seat.objects.get(person=member)
    client = sign_in(chair)
    changed = {"seat_class": SeatClass.ACADEMIC, "ends_on": timezone.localdate() + timedelta(days=5)}
    assert client.post(page("seat", seat.pk), changed).status_code == 302
    assert "Ends soon" in client.get(page("seats", council.pk)).content.decode()
    early = changed | {"ends_on": timezone.localdate() - timedelta(days=99)}
    assert client.post(page("seat", seat.pk), early).status_code == 422
    assert client.post(page("seat", seat.pk), {"_method": "delete"}).status_code == 422
    ended = {"_method": "delete", "reason": "Moved on."}
    assert client.post(page("seat", seat.pk), ended).status_code == 302
    body = client.get(page("seats", council.pk)).content.decode()
    assert ("Who sat before" in body, "Moved on." in body) == (True, True)


def test_a_member_leaves_by_their_own_seats_page(sign_in: SignIn) -> None:
    _council, _chair, (member, _other) = making.make_chaired_council()
    seat = Seat.objects.get(person=member)
    client = sign_in(member)
    assert "Save" not in client.get(page("seat", seat.pk)).content.decode()
    assert client.post(page("seat", seat.pk), {"_method": "delete", "reason": "Tired."}).status_code == 302


def test_a_member_cannot_change_their_own_seat(sign_in: SignIn) -> None:
    _council, _chair, (member, _other) = making.make_chaired_council()
    seat = Seat.objects.get(person=member)
    answer = sign_in(member).post(page("seat", seat.pk), {"seat_class": SeatClass.ANALYST, "is_chair": "on"})
    assert answer.status_code == 403
