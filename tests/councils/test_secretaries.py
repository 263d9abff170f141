"""The secretary: clerical work for a council, and never a review, a decision, or anybody's conflict seen through."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from councils import letter_rules, reminding, rules, seat_rules
from councils.forms.absences import AbsenceForm, DelegationForm
from councils.models import Assignment, Council, CouncilReview, Renewal, Seat, SeatInvitation
from councils.needs import needs_of
from councils.stages import AssignmentState, Blindness, Outcome, RequirementKind, SeatClass
from councils.workflow import (
    absenting,
    assigning,
    conflicts,
    deciding,
    delegating,
    excepting,
    founding,
    lettering,
    nominating,
    opening,
    phrasing,
    renewing,
    seating,
)
from councils.workflow.absenting import Days
from councils.workflow.seating import Offer
from ideanet.people.models import Person
from ideas.errors import RefusedError
from tests import factories
from tests.councils import making
from tests.councils.conftest import SignIn
from tests.councils.test_queries import assert_constant, counts

pytestmark = pytest.mark.django_db


def make(**fields: Any) -> tuple[Council, Person, Person, Person]:
    """A council, its secretary, its chair and a member."""
    council, chair, (member,) = making.make_chaired_council(members=1, **fields)
    secretary = factories.make_employee(name="Sec Retary")
    factories.give_second_factor(secretary)
    making.seat(council, secretary, is_secretary=True)
    return Council.objects.for_rules().get(pk=council.pk), secretary, chair, member


def offer(**fields: Any) -> Offer:
    said: dict[str, Any] = {"seat_class": SeatClass.EXPERT, "starts_on": timezone.localdate()}
    return Offer(**said | fields)


def asked(**fields: Any) -> tuple[CouncilReview, Person, Person, Assignment]:
    council, secretary, chair, member = make(**fields)
    review = making.make_review(council)
    assignment = making.assign(review, member, by=chair)
    return making.reload(review), secretary, chair, assignment


def test_a_secretary_invites_to_ordinary_seats_sends_again_and_takes_back() -> None:
    council, secretary, _chair, _member = make()
    invitation = seating.invite(council, factories.make_employee(), offer(), by=secretary)
    assert seating.invite_again(invitation, by=secretary).is_usable
    seating.revoke(invitation, by=secretary)


@pytest.mark.parametrize("fields", [{"is_chair": True}, {"is_secretary": True}, {"exception": "I like her."}])
def test_what_a_chair_alone_offers_a_secretary_does_not(fields: dict[str, Any]) -> None:
    council, secretary, _chair, _member = make()
    with pytest.raises(RefusedError, match="is for a chair to offer"):
        seating.invite(council, factories.make_employee(), offer(**fields), by=secretary)


def test_a_secretary_reads_nominations_and_invites_but_sets_none_aside() -> None:
    council, secretary, _chair, member = make()
    nomination = nominating.nominate(council, factories.make_employee(), by=member, reason="Why.")
    with pytest.raises(PermissionDenied):
        nominating.set_aside(nomination, by=secretary, reason="No.")
    nominee = nomination.nominees.select_related("nomination__council", "person").get()
    assert nominating.invite(nominee, offer(), by=secretary).person == nomination.person


def test_a_secretary_changes_nothing_of_the_council_and_nobodys_seat() -> None:
    council, secretary, _chair, member = make()
    seat = Seat.objects.select_related("council").get(person=member)
    today = timezone.localdate()
    for attempt in (
        lambda: founding.change(council, by=secretary, name="Mine"),
        lambda: founding.keep_scorecard(
            council, founding.first_scorecard(), by=secretary, minimum_coverage=0
        ),
        lambda: phrasing.keep(council, {}, by=secretary),
        lambda: seating.change(seat, by=secretary, seat_class="expert", is_chair=True, ends_on=None),
        lambda: seating.end(seat, by=secretary, reason="No."),
        lambda: renewing.renew(seat, by=secretary, after=today),
        lambda: renewing.let_go(seat, by=secretary, reason="No."),
    ):
        with pytest.raises(PermissionDenied):
            attempt()


def test_a_secretary_is_never_asked_for_a_review_and_counts_towards_no_quorum() -> None:
    council, secretary, chair, _member = make(quorum=3)
    seat = Seat.objects.select_related("person").get(person=secretary)
    with pytest.raises(RefusedError, match="2 of its members are free of conflict"):
        making.make_review(council)
    Council.objects.update(quorum=1)
    review = making.make_review(council)
    assert not rules.is_assignable(seat, review)
    with pytest.raises(RefusedError):
        assigning.assign(review, seat, by=chair)


def test_who_becomes_secretary_owes_no_review_any_more() -> None:
    council, chair, (member,) = making.make_chaired_council(members=1)
    review = making.make_review(council)
    assignment = making.assign(review, member, by=chair)
    seat = Seat.objects.select_related("council", "person").get(person=member)
    seating.change(seat, by=chair, seat_class="expert", is_chair=False, is_secretary=True, ends_on=None)
    assignment.refresh_from_db()
    assert assignment.state == AssignmentState.VOID


def test_nobody_is_chair_and_secretary_at_once() -> None:
    council, secretary, chair, _member = make()
    seat = Seat.objects.select_related("council", "person").get(person=secretary)
    with pytest.raises(RefusedError, match="chair and secretary at once"):
        seating.change(seat, by=chair, seat_class="expert", is_chair=True, is_secretary=True, ends_on=None)
    with pytest.raises(RefusedError, match="chair and secretary at once"):
        seating.invite(council, factories.make_employee(), offer(is_chair=True, is_secretary=True), by=chair)
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.filter(pk=seat.pk).update(is_chair=True)


def test_a_secretary_reminds_but_assigns_decides_and_writes_nothing() -> None:
    review, secretary, chair, assignment = asked()
    reminding.nudge(assignment, by=secretary)
    member_seat = Seat.objects.get(person=chair)
    for attempt in (
        lambda: assigning.assign(review, member_seat, by=secretary),
        lambda: assigning.take_back(assignment, by=secretary),
        lambda: opening.send(factories.make_idea(), review.council, by=secretary),
    ):
        with pytest.raises(PermissionDenied):
            attempt()
    making.submit_as(review, assignment.person)
    with pytest.raises(PermissionDenied):
        deciding.decide(review, by=secretary, outcome=Outcome.APPROVE)
    making.decide(review, by=chair)
    with pytest.raises(PermissionDenied):
        lettering.save(review, by=secretary, body="Mine.")
    with pytest.raises(PermissionDenied):
        lettering.send(review, by=secretary, body="Mine.")


def test_a_letter_handed_over_is_sent_by_the_secretary_as_it_stands() -> None:
    review, secretary, chair, assignment = asked()
    making.submit_as(review, assignment.person)
    letter = making.decide(review, by=chair).letter
    with pytest.raises(RefusedError, match="may send the letter"):
        lettering.name_second(review, by=chair, reader=assignment.person)
    lettering.name_second(review, by=chair, reader=secretary)
    with pytest.raises(RefusedError, match="as it stands"):
        lettering.send(review, by=secretary, body="Changed.")
    assert lettering.send(review, by=secretary, body=letter.body).sent_by == secretary


@pytest.mark.parametrize("reads", [False, True])
def test_reviews_are_read_only_where_the_council_stated_it(reads: bool) -> None:
    review, secretary, _chair, assignment = asked(secretary_reads=reads, blindness=Blindness.AUTHORS_HIDDEN)
    making.submit_as(review, assignment.person)
    Council.objects.update(secretary_reads=not reads)
    review = making.reload(review)
    assert rules.may_read_reviews(secretary, review) is reads
    assert CouncilReview.objects.readable_by(secretary).exists() is reads
    assert not letter_rules.may_learn_identity(secretary, review, review.idea.created_by)


def test_a_conflict_shuts_the_secretary_out_as_it_does_a_chair(sign_in: SignIn) -> None:
    review, secretary, _chair, assignment = asked(secretary_reads=True)
    conflicts.declare(review, secretary, by=secretary, reason="My brother wrote it.")
    with pytest.raises(PermissionDenied):
        reminding.nudge(assignment, by=secretary)
    client = sign_in(secretary)
    schedule = client.get(reverse("councils:schedule", args=[review.council_id])).content.decode()
    assert review.revision.title not in schedule
    assert client.get(review.get_absolute_url()).status_code == 404
    assert client.post(reverse("councils:reminders", args=[assignment.pk])).status_code == 404
    assert not CouncilReview.objects.kept_by(secretary).exists()


def test_without_a_second_factor_a_secretary_has_no_powers() -> None:
    council, _chair, _members = making.make_chaired_council()
    weak = making.seat(council, is_secretary=True).person
    council = Council.objects.for_rules().get(pk=council.pk)
    assert not rules.may_invite(weak, council)
    assert not Council.objects.inviting_for(weak).exists()


def test_the_schedule_says_who_owes_what_and_no_word_of_a_review(sign_in: SignIn) -> None:
    review, secretary, chair, assignment = asked(blindness=Blindness.BOTH_HIDDEN)
    making.submit_as(review, assignment.person)
    making.assign(review, chair, by=chair)
    client = sign_in(secretary)
    address = reverse("councils:schedule", args=[review.council_id])
    page = client.get(address).content.decode()
    assert assignment.person.name in page
    assert "Well *argued*" not in page
    assert review.idea.created_by.name not in page
    owed = Assignment.objects.get(person=chair)
    answer = client.post(reverse("councils:reminders", args=[owed.pk]))
    assert answer.headers["Location"] == address
    assert sign_in(assignment.person).get(address).status_code == 403


def test_the_secretary_finds_their_doors_and_the_seat_says_so(sign_in: SignIn) -> None:
    council, secretary, _chair, member = make()
    page = sign_in(secretary).get(council.get_absolute_url()).content.decode()
    assert reverse("councils:schedule", args=[council.pk]) in page
    assert reverse("councils:letter_templates", args=[council.pk]) not in page
    assert "Secretary, Expert" in sign_in(member).get(council.get_absolute_url()).content.decode()


def test_the_letter_page_offers_to_hand_it_over(sign_in: SignIn) -> None:
    review, secretary, chair, assignment = asked()
    making.submit_as(review, assignment.person)
    making.decide(review, by=chair)
    client = sign_in(chair)
    address = reverse("councils:letter", args=[review.pk])
    assert "Hand it over to be sent" in client.get(address).content.decode()
    client.post(reverse("councils:second_reader", args=[review.pk]), {"reader": secretary.pk})
    assert "Sec Retary is asked to send it as it stands." in client.get(address).content.decode()
    other = sign_in(secretary)
    schedule = other.get(reverse("councils:schedule", args=[review.council_id])).content.decode()
    assert address in schedule
    assert "Send the letter" in other.get(address).content.decode()


def test_the_schedule_costs_the_same_at_one_review_and_thirty(sign_in: SignIn) -> None:
    council, secretary, chair, member = make(load_limit=99)

    def grow(number: int) -> None:
        for _number in range(number):
            making.assign(making.make_review(council), member, by=chair)

    assert_constant(
        counts(sign_in, secretary, reverse("councils:schedule", args=[council.pk]), grow), budget=8
    )


def test_the_secretarys_first_page_says_what_waits_and_whose_the_step_is() -> None:
    council, secretary, chair, member = make(name="Sages")
    nominating.nominate(council, factories.make_employee(), by=member, reason="Why.")
    Seat.objects.filter(person=member).update(ends_on=timezone.localdate() + timedelta(days=9))
    found = {str(need.label): need.url for need in needs_of(secretary)}
    assert found == {
        "Answer a nomination for the council “Sages”": council.nominations.get().get_absolute_url(),
        f"Ask a chair to decide on the term of {member.name}, which ends soon": reverse(
            "councils:seats", args=[council.pk]
        ),
    }
    renewing.let_go(Seat.objects.get(person=member), by=chair, reason="Thank you.")
    assert [str(need.label) for need in needs_of(secretary)] == [
        "Answer a nomination for the council “Sages”"
    ]


def test_a_letter_in_the_secretarys_hands_is_on_their_first_page_until_it_is_sent() -> None:
    review, secretary, chair, assignment = asked()
    making.submit_as(review, assignment.person)
    letter = making.decide(review, by=chair).letter
    assert needs_of(secretary) == []
    lettering.name_second(review, by=chair, reader=secretary)
    (need,) = needs_of(secretary)
    assert need.url == letter.get_absolute_url()
    assert "letter" not in {need.url for need in needs_of(assignment.person)}
    lettering.send(review, by=secretary, body=letter.body)
    assert needs_of(secretary) == []


def test_a_secretary_acts_for_no_chair() -> None:
    council, secretary, chair, member = make()
    seats = {seat.person_id: seat for seat in council.seats.all()}
    form = AbsenceForm(council=council, reader=chair, is_chair=True)
    assert [seat.person for seat in form.fields["acting"].queryset] == [member]  # type: ignore[attr-defined]  # a choice of seats
    today = timezone.localdate()
    with pytest.raises(RefusedError, match="acts for no chair"):
        absenting.state(council, Days(today, today, acting=seats[secretary.pk]), by=chair)


def test_a_secretary_takes_over_no_review() -> None:
    review, secretary, _chair, assignment = asked()
    form = DelegationForm(council_pk=review.council_id, reader=assignment.person)
    assert secretary not in [seat.person for seat in form.fields["seat"].queryset]  # type: ignore[attr-defined]  # a choice of seats
    with pytest.raises(RefusedError, match="does not review"):
        delegating.offer(assignment, Seat.objects.get(person=secretary), by=assignment.person)


def test_a_secretary_agrees_to_no_exception_and_counts_as_no_second_chair() -> None:
    council, secretary, chair, _member = make()
    founding.require(council, by=chair, kind=RequirementKind.IDEAS_APPROVED, number=3)
    invitation = seating.invite(council, factories.make_employee(), offer(exception="Wise."), by=chair)
    invitation = SeatInvitation.objects.select_related("person", "invited_by").get(pk=invitation.pk)
    invitation.council = council
    assert not seat_rules.has_another_chair(invitation)
    assert not seat_rules.may_agree(secretary, invitation)
    assert invitation not in SeatInvitation.objects.to_agree_by(secretary)
    with pytest.raises(PermissionDenied):
        excepting.agree(invitation, by=secretary)
    with pytest.raises(PermissionDenied):
        excepting.withdraw(invitation, by=secretary)


def test_a_secretary_agrees_to_no_term_too_many() -> None:
    _council, secretary, chair, member = make()
    Council.objects.update(terms_most=1)
    end = timezone.localdate() + timedelta(days=9)
    Seat.objects.filter(person=member).update(ends_on=end)
    seat = Seat.objects.get(person=member)
    renewal = renewing.renew(seat, by=chair, after=end, exception="Knows the archive.")
    assert isinstance(renewal, Renewal)
    with pytest.raises(PermissionDenied):
        renewing.agree(renewal, by=secretary)
    with pytest.raises(PermissionDenied):
        renewing.take_back(renewal, by=secretary)


@pytest.mark.parametrize(("is_secretary", "said"), [(True, "no reviews"), (False, "5 reviews at most")])
def test_who_is_invited_reads_how_much_there_is_to_review(
    sign_in: SignIn, is_secretary: bool, said: str
) -> None:
    council, _secretary, chair, _member = make(load_limit=5)
    invited = offer(is_secretary=is_secretary)
    invitation = seating.invite(council, factories.make_employee(), invited, by=chair)
    assert said in sign_in(invitation.person).get(invitation.get_absolute_url()).content.decode()
