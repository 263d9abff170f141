"""Each rule over objects and its queryset say the same, for everybody, about everything in a busy world."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from councils import duty_rules, file_rules, letter_rules, rules, seat_rules
from councils.models import (
    Absence,
    Council,
    CouncilReview,
    Letter,
    Nomination,
    Nominee,
    Recommendation,
    Remark,
    Seat,
    SeatInvitation,
)
from councils.stages import Blindness, Outcome, SeatClass
from councils.workflow import conflicts, deliberating, nominating, reviewing, seating
from councils.workflow.seating import Offer
from ideanet.people.models import Person
from ideanet.people.stages import OrganisationKind, Role
from ideas import moves
from ideas.stages import Audience
from ideas.workflow import authoring, moving
from tests import factories
from tests.councils import making
from tests.undoing import check_what_is_written

# The world is dear: one process makes it.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("world of councils")]


def make_world() -> list[Person]:
    """Three councils in every blindness, with reviews in every state, and people of every kind."""
    people = [
        factories.make_employee(name="Nobody Special"),
        factories.make_employee(name="Gone Away", is_active=False),
        factories.make_employee(name="Granted Only", roles=[Role.MARKETING.value]),
        factories.make_powerful(Role.MARKETING, name="Mar Keting"),
        factories.make_powerful(Role.ADMINISTRATOR, name="Ad Min"),
        factories.make_powerful(Role.EXECUTIVE, name="Exe Cutive"),
        factories.make_outsider(name="Cus Tomer"),
        factories.make_outsider(OrganisationKind.ACADEMIC, name="Aca Demic"),
    ]
    for number, blindness in enumerate(Blindness):
        people += make_busy_council(blindness, is_network=number == 0)
    make_council_of_the_conflicted()
    return people


def make_busy_council(blindness: str, *, is_network: bool) -> list[Person]:
    council, chair, (one, two, three) = making.make_chaired_council(
        members=3, blindness=blindness, is_network=is_network
    )
    weak = making.seat(council, is_chair=False).person
    Seat.objects.filter(person=weak).update(is_chair=True)  # A chair without a second factor.
    outsider = making.seat(
        council, factories.make_outsider(OrganisationKind.ACADEMIC), SeatClass.ACADEMIC
    ).person
    secretary = making.seat(council, factories.make_powerful(Role.EXECUTIVE), is_secretary=True).person
    was = making.seat(council)
    seating.end(was, by=chair, reason="Done.")
    lapsed = making.seat(council)
    Seat.objects.filter(pk=lapsed.pk).update(ends_on=timezone.localdate() - timedelta(days=1))
    offer = Offer(SeatClass.CUSTOMER, timezone.localdate())
    invited, late = factories.make_outsider(), factories.make_outsider()
    for person in (invited, late):
        seating.invite(council, person, offer, by=chair)
    SeatInvitation.objects.filter(person=late).update(expires_at=timezone.now() - timedelta(days=1))
    nominating.nominate(council, factories.make_outsider(), by=chair, reason="A customer.")
    own = nominating.nominate(council, was.person, by=one, reason="Come back.")
    Nominee.objects.create(nomination=own, person=chair, place=1)
    author = factories.make_employee()
    asked = factories.make_employee()
    make_reviews(council, author, asked, (chair, one, two, three))
    deputy, away_too = make_deputies(council, chair)
    return [
        secretary,
        deputy,
        away_too,
        chair,
        one,
        two,
        three,
        weak,
        outsider,
        was.person,
        lapsed.person,
        invited,
        late,
        author,
        asked,
    ]


def make_deputies(council: Council, chair: Person) -> tuple[Person, Person]:
    """Who acts for the chair now, and who did until yesterday."""
    deputy, former = making.seat(council), making.seat(council)
    today = council.today()
    for seat, day in ((former, today - timedelta(days=1)), (deputy, today)):
        factories.give_second_factor(seat.person)
        Absence.objects.create(
            seat=Seat.objects.get(council=council, person=chair),
            from_on=day,
            until_on=day,
            starts_at=council.start_of(day),
            ends_at=council.end_of(day),
            acting=seat,
        )
    return deputy.person, former.person


def make_reviews(council: Council, author: Person, asked: Person, people: tuple[Person, ...]) -> None:
    """Fresh, half judged with a conflict and a declined one, decided, closed, withdrawn."""
    chair, one, two, three = people

    def opened() -> CouncilReview:
        idea = factories.make_idea(
            author, audience=Audience.RESTRICTED, theme=factories.ThemeFactory.create(owner=chair)
        )
        authoring.invite(idea, asked, by=author)
        return making.make_review(council, idea)

    opened()
    half = opened()
    making.submit(half, one, by=chair)
    own = making.assign(half, chair, by=chair)
    deliberating.say(half, by=one, body="Hm.", request_key=uuid4())
    conflicts.declare(half, three, by=three, reason="My cousin.")
    reviewing.save(making.assign(half, two, by=chair), making.draft(half), by=two)
    assert own.is_pending
    decided = opened()
    making.submit(decided, one, by=chair)
    making.assign(decided, two, by=chair)
    making.decide(decided, by=chair)
    closed = opened()
    making.submit(closed, one, by=chair)
    making.submit(closed, two, by=chair)
    deliberating.say(closed, by=chair, body="So be it.", request_key=uuid4())
    making.close(closed, by=chair, outcome=Outcome.DECLINE)
    withdrawn = opened()
    making.submit(withdrawn, one, by=chair)
    moving.perform(moves.WITHDRAW, withdrawn.idea, by=author)
    making.announce_all()


def make_council_of_the_conflicted() -> None:
    """Its only chair wrote the idea, so that others stand in."""
    council, chair, _members = making.make_chaired_council()
    making.make_review(council, factories.make_idea(chair))
    vacant = making.make_council()
    making.seat(vacant)
    making.make_review(vacant)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[list[int]]:
    """Made once for all tests here, and undone after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        people = [person.pk for person in make_world()]
        check_what_is_written()
        yield people
        transaction.set_rollback(True)


@pytest.fixture
def people(world: list[int], db: None) -> list[Person]:
    return list(Person.objects.for_session().filter(pk__in=world))


def may_view_absence_in(by_council: dict[int, Council]) -> Any:
    return lambda person, absence: duty_rules.may_view_absence(
        person, absence, by_council[absence.seat.council_id]
    )


def test_every_rule_agrees_with_its_queryset(people: list[Person]) -> None:
    councils = list(Council.objects.for_rules())
    reviews = list(CouncilReview.objects.for_rules())
    seats = list(Seat.objects.for_faces())
    by_council = {council.pk: council for council in councils}
    for seat in seats:
        seat.council = by_council[seat.council_id]
    invitations = list(SeatInvitation.objects.all())
    for invitation in invitations:
        invitation.council = by_council[invitation.council_id]
    nominations = list(Nomination.objects.for_rules())
    for nomination in nominations:
        nomination.council = by_council[nomination.council_id]
    recommendations = list(Recommendation.objects.select_related("assignment"))
    by_review = {review.pk: review for review in reviews}
    for recommendation in recommendations:
        recommendation.assignment.review = by_review[recommendation.assignment.review_id]
    remarks = list(Remark.objects.all())
    for remark in remarks:
        remark.review = by_review[remark.review_id]
    absences = list(Absence.objects.select_related("seat"))
    seen_by_anyone: dict[str, set[int]] = {}
    for person in people:
        pairs: dict[str, tuple[Any, Any, list[Any]]] = {
            "council": (rules.may_view_council, Council.objects.visible_to(person), councils),
            "edit": (rules.may_edit_council, Council.objects.editable_by(person), councils),
            "invite": (rules.may_invite, Council.objects.inviting_for(person), councils),
            "secretary": (rules.is_secretary, Council.objects.kept_by(person), councils),
            "kept": (rules.keeps_papers, CouncilReview.objects.kept_by(person), reviews),
            "chairs": (rules.chairs, Council.objects.chaired_by(person), councils),
            "seat": (rules.may_view_seat, Seat.objects.visible_to(person), seats),
            "invitation": (
                rules.may_view_invitation,
                SeatInvitation.objects.visible_to(person),
                invitations,
            ),
            "nomination": (
                seat_rules.may_view_nomination,
                Nomination.objects.visible_to(person),
                nominations,
            ),
            "review": (rules.may_view_review, CouncilReview.objects.visible_to(person), reviews),
            "screened": (file_rules.screens_files, CouncilReview.objects.screened_by(person), reviews),
            "chaired": (rules.chairs_review, CouncilReview.objects.chaired_by(person), reviews),
            "readable": (rules.may_read_reviews, CouncilReview.objects.readable_by(person), reviews),
            "letter": (letter_rules.may_read_letter, CouncilReview.objects.with_letter_for(person), reviews),
            "recommendation": (
                rules.may_read_recommendation,
                Recommendation.objects.visible_to(person),
                recommendations,
            ),
            "absence": (may_view_absence_in(by_council), Absence.objects.visible_to(person), absences),
            "remark": (rules.may_view_remark, Remark.objects.visible_to(person), remarks),
        }
        for name, (rule, queryset, objects) in pairs.items():
            by_rule = {o.pk for o in objects if rule(person, o)}
            assert by_rule == set(queryset.values_list("pk", flat=True)), (person.name, name)
            seen_by_anyone.setdefault(name, set()).update(by_rule)
    assert all(seen_by_anyone.values()), seen_by_anyone  # Nothing agreed by being empty.


def test_nobody_in_conflict_sees_a_review_by_any_queryset(people: list[Person]) -> None:
    for review in CouncilReview.objects.for_rules():
        for person in people:
            if not rules.is_in_conflict(person, review):
                continue
            assert not CouncilReview.objects.visible_to(person).filter(pk=review.pk).exists()
            assert not CouncilReview.objects.readable_by(person).filter(pk=review.pk).exists()
            assert not CouncilReview.objects.chaired_by(person).filter(pk=review.pk).exists()
            assert not Recommendation.objects.visible_to(person).filter(assignment__review=review).exists()
            assert not Remark.objects.visible_to(person).filter(review=review).exists()


def test_rules_ask_the_database_nothing(
    people: list[Person], django_assert_num_queries: pytest.FixtureRequest
) -> None:
    reviews = list(CouncilReview.objects.for_rules())
    councils = list(Council.objects.for_rules())
    sessions = list(
        Person.objects.for_session().select_related("organisation").filter(pk__in=[p.pk for p in people])
    )
    with django_assert_num_queries(0):  # type: ignore[operator]  # a fixture that is a function
        for person in sessions:
            for council in councils:
                rules.may_edit_council(person, council)
                rules.may_view_council(person, council)
            for review in reviews:
                rules.may_read_reviews(person, review)
                rules.may_decide(person, review)
                letter_rules.may_read_letter(person, review)
                letter_rules.may_see_averages(person, review)
                rules.may_recommend(person, review)
                for seat in review.council.seats.all():
                    rules.is_assignable(seat, review)
                    rules.reads_idea_page(seat, review)
                    letter_rules.may_learn_identity(person, review, seat.person)


def test_a_letter_is_found_by_whom_it_is_for(people: list[Person]) -> None:
    for person in people:
        letters = Letter.objects.visible_to(person)
        reviews = CouncilReview.objects.with_letter_for(person).values_list("pk", flat=True)
        assert {letter.decision.review_id for letter in letters} == set(reviews)
        assert all(str(letter).endswith("on “A quiet idea”") for letter in letters)
