"""A review handed from one member to another: accepted or confirmed, never to somebody who must not have it."""

from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from councils.models import Assignment, CouncilReview, Delegation, Recommendation, Seat
from councils.stages import AssignmentState, Blindness, DelegationState, Outcome
from councils.workflow import assigning, conflicts, delegating, reviewing, separating
from ideanet.activity.models import Notice
from ideanet.people.models import Person
from ideas.errors import OutOfDateError, RefusedError
from tests.councils import making
from tests.councils.conftest import SignIn
from tests.councils.test_races import at_once

pytestmark = pytest.mark.django_db


def make(**fields: object) -> tuple[CouncilReview, Person, Person, Person]:
    """One is asked for a review; two sits beside them."""
    council, chair, (one, two) = making.make_chaired_council(**fields)  # type: ignore[arg-type]  # a council's own fields
    review = making.make_review(council)
    making.assign(review, one, by=chair)
    return review, chair, one, two


def offer(review: CouncilReview, one: Person, two: Person) -> Delegation:
    seat = Seat.objects.open().get(council=review.council_id, person=two)
    return delegating.offer(Assignment.objects.get(review=review, person=one), seat, by=one)


def told(kind: str) -> set[int]:
    making.announce_all()
    return set(Notice.objects.filter(event__kind=kind).values_list("person", flat=True))


def states(review: CouncilReview) -> dict[int, str]:
    return dict(Assignment.objects.filter(review=review).values_list("person", "state"))


def test_a_member_hands_a_review_to_another_who_accepts(sign_in: SignIn) -> None:
    review, chair, one, two = make()
    address = reverse("councils:delegations", args=[Assignment.objects.get().pk])
    client = sign_in(one)
    seat = Seat.objects.get(person=two)
    assert "You asked" in client.post(address, {"seat": seat.pk}, follow=True).content.decode()
    assert told("review.offered") == {two.pk}
    assert told("review.delegation_asked") == {chair.pk}
    delegation = Delegation.objects.get()
    other = sign_in(two)
    assert "asks you to take over" in other.get(review.get_absolute_url()).content.decode()
    assert "Take it over" in other.get(reverse("councils:delegation", args=[delegation.pk])).content.decode()
    assert other.post(reverse("councils:accept_delegation", args=[delegation.pk])).status_code == 302
    assert states(review) == {one.pk: AssignmentState.VOID, two.pk: AssignmentState.ACCEPTED}
    assert told("review.handed_over") == {one.pk}
    assert told("review.asked") == {one.pk}
    assert told("review.accepted") == {chair.pk}


def test_a_chair_confirms_and_the_other_is_asked(sign_in: SignIn) -> None:
    review, chair, one, two = make()
    delegation = offer(review, one, two)
    dashboard = sign_in(chair).get(reverse("councils:dashboard", args=[review.pk])).content.decode()
    assert "Would hand it over" in dashboard
    delegating.take_over(delegation, by=chair)
    assert states(review) == {one.pk: AssignmentState.VOID, two.pk: AssignmentState.INVITED}
    assert two.pk in told("review.asked")
    with pytest.raises(OutOfDateError):
        delegating.take_over(delegation, by=two)


def test_a_refusal_leaves_it_where_it_was_and_does_not_say_whose_it_was() -> None:
    review, chair, one, two = make()
    for by in (two, chair):
        delegating.refuse(offer(review, one, two), by=by)
    assert states(review) == {one.pk: AssignmentState.INVITED}
    assert told("review.not_taken_over") == {one.pk}
    assert set(
        Notice.objects.filter(event__kind="review.not_taken_over").values_list("event__actor", flat=True)
    ) == {None}


def test_an_offer_is_one_taken_back_and_made_to_another() -> None:
    review, chair, one, two = make()
    first = offer(review, one, two)
    assert offer(review, one, two) == first
    with pytest.raises(RefusedError, match="somebody already"):
        offer(review, one, chair)
    with pytest.raises(PermissionDenied):
        delegating.withdraw(first, by=two)
    delegating.withdraw(first, by=one)
    offer(review, one, chair)
    assert list(Delegation.objects.values_list("state", flat=True)) == [
        DelegationState.WITHDRAWN,
        DelegationState.ASKED,
    ]


def in_conflict(review: CouncilReview, _chair: Person, _one: Person, two: Person) -> None:
    conflicts.declare(review, two, by=two, reason="My nephew.")


def asked_already(review: CouncilReview, chair: Person, _one: Person, two: Person) -> None:
    making.assign(review, two, by=chair)


def busy(review: CouncilReview, chair: Person, _one: Person, two: Person) -> None:
    making.assign(making.make_review(review.council), two, by=chair)


def kept_apart_from_a_third(review: CouncilReview, chair: Person, _one: Person, two: Person) -> None:
    making.assign(review, chair, by=chair)
    separating.separate(review.council, two, chair, by=chair, reason="A quarrel.")


@pytest.mark.parametrize("hinder", [in_conflict, asked_already, busy, kept_apart_from_a_third])
def test_what_stands_in_the_way_is_read_by_chairs_alone(hinder: object, sign_in: SignIn) -> None:
    review, chair, one, two = make(load_limit=1)
    assert callable(hinder)
    hinder(review, chair, one, two)
    delegation = offer(review, one, two)
    assert delegation.obstacle
    assert told("review.offered") == set()
    address = reverse("councils:delegation", args=[delegation.pk])
    own = sign_in(one).get(address)
    assert own.status_code == 200
    assert delegation.obstacle not in own.content.decode()
    assert "Keep it after all" in own.content.decode()
    assert sign_in(two).get(address).status_code == 404
    with pytest.raises(PermissionDenied):
        delegating.take_over(delegation, by=two)
    if hinder is not kept_apart_from_a_third:
        assert "They were not told" in sign_in(chair).get(address).content.decode()
    with pytest.raises(RefusedError):
        delegating.take_over(delegation, by=chair)
    assert states(review)[one.pk] == AssignmentState.INVITED


def test_who_offers_sees_the_same_whether_the_other_is_in_conflict_or_free(sign_in: SignIn) -> None:
    shown = []
    for is_free in (True, False):
        review, _chair, one, two = make(blindness=Blindness.BOTH_HIDDEN)
        Person.objects.filter(pk=two.pk).update(name="Same Name")
        if not is_free:
            conflicts.declare(review, two, by=two, reason="My nephew.")
        delegation = offer(review, one, two)
        page = sign_in(one).get(reverse("councils:delegation", args=[delegation.pk])).content.decode()
        shown.append(
            page[page.index("page-header") : page.index("Keep it after all")].replace(one.name, "One")
        )
    assert [len(text) for text in shown] == [len(shown[0])] * 2


def test_a_conflict_that_comes_after_the_offer_is_refused_when_it_is_accepted() -> None:
    review, _chair, one, two = make()
    delegation = offer(review, one, two)
    conflicts.declare(review, two, by=two, reason="My nephew.")
    with pytest.raises(PermissionDenied):
        delegating.take_over(delegation, by=two)


def test_nobody_hands_over_what_is_not_theirs_or_is_in(sign_in: SignIn) -> None:
    review, chair, one, two = make()
    assignment, seat = Assignment.objects.get(), Seat.objects.get(person=two)
    for person in (two, chair):
        with pytest.raises(PermissionDenied):
            delegating.offer(assignment, seat, by=person)
    own, stranger = Seat.objects.get(person=one), making.seat(making.make_council())
    for wrong in (own, stranger):
        with pytest.raises(RefusedError, match="another member"):
            delegating.offer(assignment, wrong, by=one)
    assert sign_in(one).post(reverse("councils:delegations", args=[assignment.pk]), {}).status_code == 422
    delegation = offer(review, one, two)
    reviewing.submit(assignment, making.draft(review), by=one)
    with pytest.raises(OutOfDateError):
        delegating.offer(assignment, seat, by=one)
    with pytest.raises(OutOfDateError):
        delegating.take_over(delegation, by=two)


def test_what_was_written_stays_with_its_writer() -> None:
    review, _chair, one, two = make()
    draft = making.draft(review, points=2, outcome=Outcome.DECLINE)
    reviewing.save(Assignment.objects.get(), draft, by=one)
    delegating.take_over(offer(review, one, two), by=two)
    assert Recommendation.objects.get().assignment.person == one
    assert not Recommendation.objects.visible_to(two).exists()
    assert not Recommendation.objects.visible_to(one).exists()
    with pytest.raises(PermissionDenied):
        assigning.accept(Assignment.objects.get(person=one), by=one)


@pytest.mark.django_db(transaction=True)
def test_accepted_confirmed_and_taken_back_at_once_it_is_one_of_them() -> None:
    review, chair, one, two = make()
    delegation = offer(review, one, two)
    answers = at_once(
        partial(delegating.take_over, delegation, by=two),
        partial(delegating.take_over, delegation, by=chair),
        partial(delegating.withdraw, delegation, by=one),
    )
    assert sorted(isinstance(answer, OutOfDateError) for answer in answers) == [False, True, True]
    assert Assignment.objects.standing().filter(review=review).count() == 1
