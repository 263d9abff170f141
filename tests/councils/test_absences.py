"""Days away: proposals leave members alone, chairs see what is at risk, and somebody acts for an absent chair."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from councils import proposals, rules, tasks
from councils.models import Absence, Assignment, Council, CouncilReview, Proposed, Seat
from councils.stages import AssignmentState, Blindness
from councils.workflow import absenting, assigning, conflicts, handing, proposing, seating
from councils.workflow.absenting import Days
from ideanet.activity.models import Event, Notice
from ideanet.people.models import Person
from ideas.errors import OutOfDateError, RefusedError
from ideas.models import Reader
from ideas.stages import Audience, ReaderReason
from tests import factories
from tests.councils import making
from tests.councils.conftest import SignIn

pytestmark = pytest.mark.django_db


def days(council: Council, since: int = 0, until: int = 30, **fields: object) -> Days:
    """From and until so many days from today, where the council is."""
    today = council.today()
    return Days(today + timedelta(days=since), today + timedelta(days=until), **fields)  # type: ignore[arg-type]  # a test's own fields


def seat_of(council: Council, person: Person) -> Seat:
    return Seat.objects.open().get(council=council, person=person)


def told(kind: str) -> set[int]:
    making.announce_all()
    return set(Notice.objects.filter(event__kind=kind).values_list("person", flat=True))


def fresh(council: Council) -> Council:
    return Council.objects.for_rules().get(pk=council.pk)


# --- Stating ----------------------------------------------------------------------------


def test_days_begin_and_end_where_the_council_is() -> None:
    council, _chair, (one, _two) = making.make_chaired_council(time_zone="Pacific/Auckland")
    absence = absenting.state(council, days(council, 1, 1), by=one)
    assert absence.starts_at == council.start_of(absence.from_on)
    assert absence.ends_at - absence.starts_at == timedelta(days=1) - timedelta(microseconds=1)


def test_chairs_are_told_without_the_reason() -> None:
    council, chair, (one, _two) = making.make_chaired_council()
    absenting.state(council, days(council, reason="An operation."), by=one)
    assert told("absence.stated") == {chair.pk}
    assert "operation" not in str(Event.objects.get(kind="absence.stated").data)


def test_the_same_days_twice_are_one_absence() -> None:
    council, _chair, (one, _two) = making.make_chaired_council()
    for _time in range(2):
        absenting.state(council, days(council), by=one)
    assert Absence.objects.count() == Event.objects.filter(kind="absence.stated").count() == 1


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [(3, 2, "before the first"), (-3, -1, "over already"), (0, 400, "more than a year")],
)
def test_impossible_days_are_refused(since: int, until: int, words: str) -> None:
    council, _chair, (one, _two) = making.make_chaired_council()
    with pytest.raises(RefusedError, match=words):
        absenting.state(council, days(council, since, until), by=one)


def test_days_stated_twice_in_part_are_refused() -> None:
    council, _chair, (one, _two) = making.make_chaired_council()
    absenting.state(council, days(council, 0, 5), by=one)
    with pytest.raises(RefusedError, match="stated some of these days"):
        absenting.state(council, days(council, 5, 9), by=one)
    absenting.state(council, days(council, 6, 9), by=one)


def test_nobody_states_days_who_does_not_sit() -> None:
    council = making.make_council()
    with pytest.raises(PermissionDenied):
        absenting.state(council, days(council), by=council.created_by)


def test_who_is_back_is_proposed_again_and_only_they_say_so() -> None:
    council, chair, (one, _two) = making.make_chaired_council()
    absence = absenting.state(council, days(council), by=one)
    with pytest.raises(PermissionDenied):
        absenting.end(absence, by=chair)
    absenting.end(absence, by=one)
    with pytest.raises(OutOfDateError):
        absenting.end(absence, by=one)
    assert not Absence.objects.to_come().exists()
    assert told("absence.ended") == {chair.pk}


def test_days_away_go_on_when_a_term_is_renewed() -> None:
    council, _chair, (one, _two) = making.make_chaired_council()
    absenting.state(council, days(council), by=one)
    Seat.objects.filter(person=one).update(ends_on=F("starts_on"))
    again = making.seat(council, one)
    assert list(Absence.objects.to_come().values_list("seat", flat=True)) == [again.pk]
    seating.end(again, by=one, reason="Enough.")
    assert not Absence.objects.to_come().exists()


# --- Proposals --------------------------------------------------------------------------


def test_whoever_is_away_when_a_review_is_due_is_not_proposed_and_the_page_says_why(sign_in: SignIn) -> None:
    council, chair, (one, two) = making.make_chaired_council(quorum=3)
    review = making.make_review(council)
    absenting.state(council, days(council, 10, 20, reason="Sailing."), by=one)
    absenting.state(council, days(council, 1, 5), by=two)  # Back before it is due.
    proposal = proposing.propose(council, by=chair)
    assert set(Proposed.objects.values_list("seat__person", flat=True)) == {chair.pk, two.pk}
    rows = proposals.rows_of(
        fresh(council), proposal, CouncilReview.objects.filter(pk=review.pk).for_rules(), chair
    )
    assert rows[0].lacking == ["1 member is missing. Of the others: 1 away when it is due."]
    page = sign_in(chair).get(reverse("councils:proposal_review", args=[review.pk])).content.decode()
    assert "away when it is due" in page


def test_whoever_comes_to_be_away_after_a_proposal_is_marked_in_it(sign_in: SignIn) -> None:
    council, chair, (one, _two) = making.make_chaired_council(quorum=3)
    making.make_review(council)
    proposing.propose(council, by=chair)
    absenting.state(council, days(council), by=one)
    page = sign_in(chair).get(reverse("councils:proposal", args=[council.pk])).content.decode()
    assert page.count('badge badge-caution">Away') == 1


def test_a_decline_is_not_reassigned_to_who_is_away() -> None:
    council, chair, (one, two) = making.make_chaired_council(quorum=1)
    absenting.state(council, days(council), by=two)
    absenting.state(council, days(council), by=chair)
    review = making.make_review(council)
    assigning.decline(making.assign(review, one, by=chair), by=one, reason="Busy.")
    making.announce_all()
    assert not Assignment.objects.standing().exists()


# --- At risk ----------------------------------------------------------------------------


def make_at_risk(**fields: object) -> tuple[CouncilReview, Person, Person, Person]:
    """One owes a review and is away when it is due; two could take it."""
    council, chair, (one, two) = making.make_chaired_council(**fields)  # type: ignore[arg-type]  # a council's own fields
    review = making.make_review(council)
    making.assign(review, one, by=chair)
    absenting.state(council, days(council, reason="A wedding."), by=one)
    return review, chair, one, two


def test_a_review_at_risk_is_shown_to_the_chair_and_handed_on_in_one_click(sign_in: SignIn) -> None:
    review, chair, one, two = make_at_risk()
    absenting.state(review.council, days(review.council), by=chair)
    client = sign_in(chair)
    for address in (
        reverse("councils:dashboard", args=[review.pk]),
        reverse("councils:absences", args=[review.council_id]),
    ):
        page = client.get(address).content.decode()
        assert reverse("councils:hand_on", args=[Assignment.objects.get().pk]) in page
    answer = client.post(reverse("councils:hand_on", args=[Assignment.objects.get().pk]), follow=True)
    assert f"{two.name} was asked instead" in answer.content.decode()
    states = dict(Assignment.objects.values_list("person", "state"))
    assert states == {one.pk: AssignmentState.VOID, two.pk: AssignmentState.INVITED}
    assert told("review.taken_back") == {one.pk}
    assert told("review.asked") == {one.pk, two.pk}


def test_a_review_handed_on_twice_is_handed_on_once() -> None:
    review, chair, _one, _two = make_at_risk()
    assignment = Assignment.objects.get()
    handing.hand_on(assignment, by=chair)
    with pytest.raises(OutOfDateError):
        handing.hand_on(assignment, by=chair)
    assert Assignment.objects.standing().filter(review=review).count() == 1


def test_where_nobody_can_be_asked_nothing_changes() -> None:
    review, chair, one, two = make_at_risk()
    for person in (chair, two):
        absenting.state(review.council, days(review.council), by=person)
    with pytest.raises(RefusedError, match="Nobody else"):
        handing.hand_on(Assignment.objects.get(), by=chair)
    assert Assignment.objects.standing().get().person == one


def test_a_review_is_never_handed_on_by_a_member_nor_by_a_chair_in_conflict(sign_in: SignIn) -> None:
    review, _chair, one, two = make_at_risk()
    assignment = Assignment.objects.get()
    with pytest.raises(PermissionDenied):
        handing.hand_on(assignment, by=two)
    second = making.seat(review.council, is_chair=True).person
    conflicts.declare(review, second, by=second, reason="My brother.")
    with pytest.raises(PermissionDenied):
        handing.hand_on(assignment, by=second)
    page = sign_in(second).get(reverse("councils:absences", args=[review.council_id])).content.decode()
    assert one.name in page
    assert review.idea.title not in page


def test_the_reason_is_read_by_chairs_and_the_member_alone(sign_in: SignIn) -> None:
    review, chair, one, two = make_at_risk()
    address = reverse("councils:absences", args=[review.council_id])
    seen = [
        person.pk
        for person in (chair, one, two)
        if "A wedding." in sign_in(person).get(address).content.decode()
    ]
    assert seen == [chair.pk, one.pk]
    assert sign_in(review.council.created_by).get(address).status_code == 403


# --- Acting chairs ----------------------------------------------------------------------


def make_acting(since: int = 0, **fields: object) -> tuple[Council, Person, Person]:
    council, chair, (one, _two) = making.make_chaired_council(**fields)  # type: ignore[arg-type]  # a council's own fields
    factories.give_second_factor(one)
    absenting.state(council, days(council, since, since + 9, acting=seat_of(council, one)), by=chair)
    return council, chair, Person.objects.for_session().get(pk=one.pk)


def test_who_acts_for_a_chair_has_a_chairs_powers_in_that_council_alone(sign_in: SignIn) -> None:
    council, chair, acting = make_acting()
    other, _chair, _members = making.make_chaired_council()
    making.seat(other, acting)
    assert [rules.chairs(acting, fresh(c)) for c in (council, other)] == [True, False]
    assert set(Council.objects.chaired_by(acting)) == {council}
    review = making.make_review(council)
    assert sign_in(acting).get(reverse("councils:dashboard", args=[review.pk])).status_code == 200
    assert told("review.opened") >= {chair.pk, acting.pk}
    assert told("absence.acting_named") == {acting.pk}


def test_powers_come_and_go_with_the_days() -> None:
    council, chair, acting = make_acting(since=3)
    assert not rules.chairs(acting, fresh(council))
    move(-3)
    assert rules.chairs(acting, fresh(council))
    move(-10)
    assert not rules.chairs(acting, fresh(council))
    assert not Council.objects.chaired_by(acting).exists()
    assert rules.chairs(chair, fresh(council))


def move(by: int) -> None:
    """The database's clock decides, so its rows move instead."""
    span = timedelta(days=by)
    Absence.objects.update(starts_at=F("starts_at") + span, ends_at=F("ends_at") + span)


def test_a_chair_who_is_back_ends_it_at_once() -> None:
    council, chair, acting = make_acting()
    absenting.end(Absence.objects.get(), by=chair)
    assert not rules.chairs(acting, fresh(council))
    assert told("absence.acting_ended") == {acting.pk}


def test_nobody_acts_for_one_who_is_chair_no_longer() -> None:
    council, chair, acting = make_acting()
    Seat.objects.filter(person=chair).update(is_chair=False)
    assert not rules.chairs(acting, fresh(council))


def test_who_acts_has_no_powers_where_they_are_in_conflict(sign_in: SignIn) -> None:
    council, chair, acting = make_acting()
    review = making.make_review(council, factories.make_idea(acting))
    assert not rules.chairs_review(acting, making.reload(review))
    assert not CouncilReview.objects.chaired_by(acting).exists()
    assert sign_in(acting).get(reverse("councils:dashboard", args=[review.pk])).status_code == 404
    assert rules.has_free_chair(making.reload(review))
    conflicts.declare(review, chair, by=chair, reason="My sister.")
    assert not rules.has_free_chair(making.reload(review))


def test_who_acts_stands_before_those_who_stand_in() -> None:
    council, chair, acting = make_acting()
    review = making.make_review(council, factories.make_idea(chair))
    assert rules.has_free_chair(making.reload(review))
    keeper = Person.objects.for_session().get(pk=council.created_by_id)
    assert not rules.stands_in(keeper, making.reload(review))
    assert not CouncilReview.objects.chaired_by(keeper).exists()
    assert list(CouncilReview.objects.chaired_by(acting)) == [review]


def test_who_acts_reads_a_blind_ideas_page_as_long_as_that_lasts() -> None:
    council, _chair, acting = make_acting(since=3, blindness=Blindness.AUTHORS_HIDDEN)
    review = making.make_review(council, audience=Audience.RESTRICTED)
    rows = Reader.objects.filter(idea=review.idea_id, reason=ReaderReason.COUNCIL, person=acting)
    assert change_chairs() == 0
    assert not rows.exists()
    move(-3)
    assert [change_chairs(), change_chairs()] == [1, 1]
    assert rows.exists()
    move(-10)
    assert change_chairs() == 2
    assert not rows.exists()


def change_chairs() -> int:
    """The sweep, and what follows; how often somebody began or ended so far."""
    tasks.change_chairs()
    making.announce_all()
    return Event.objects.filter(kind__in=["absence.acting_began", "absence.acting_over"]).count()


def test_only_a_chair_names_who_acts_and_only_a_member_who_is_there() -> None:
    council, chair, (one, two) = making.make_chaired_council()
    second = making.seat(council, is_chair=True)
    stranger = making.seat(making.make_council())
    with pytest.raises(RefusedError, match="Only a chair"):
        absenting.state(council, days(council, acting=seat_of(council, two)), by=one)
    for seat in (second, stranger, seat_of(council, chair)):
        with pytest.raises(RefusedError, match="Name a member"):
            absenting.state(council, days(council, acting=seat), by=chair)
    absenting.state(council, days(council, 5, 6), by=one)
    with pytest.raises(RefusedError, match="is away on some"):
        absenting.state(council, days(council, acting=seat_of(council, one)), by=chair)


def test_the_form_asks_chairs_alone_who_acts_and_comes_back_filled(sign_in: SignIn) -> None:
    council, chair, (one, _two) = making.make_chaired_council()
    address = reverse("councils:absences", args=[council.pk])
    assert "Acts as chair meanwhile" in sign_in(chair).get(address).content.decode()
    client = sign_in(one)
    assert "Acts as chair meanwhile" not in client.get(address).content.decode()
    today = council.today()
    wrong = client.post(
        address, {"from_on": today, "until_on": today - timedelta(days=1), "reason": "A harvest."}
    )
    assert wrong.status_code == 422
    assert "A harvest." in wrong.content.decode()
    right = client.post(address, {"from_on": today, "until_on": today, "reason": "A harvest."}, follow=True)
    assert "A harvest." in right.content.decode()


def in_days(number: int) -> date:
    return timezone.localdate() + timedelta(days=number)


def seated_twice() -> tuple[Council, Council, Person]:
    """A member of two councils."""
    one, _chair, (member, _other) = making.make_chaired_council(name="Sages")
    two = making.make_council(name="Elders")
    making.seat(two, member)
    return one, two, member


def test_days_are_stated_once_for_all_councils_and_taken_back_in_all() -> None:
    one, two, member = seated_twice()
    found = absenting.state_everywhere(one, Days(in_days(2), in_days(5), "A wedding."), by=member)
    assert [absence.seat.council for absence in found] == [one, two]
    assert len(absenting.state_everywhere(two, Days(in_days(2), in_days(5), "A wedding."), by=member)) == 2
    assert Absence.objects.count() == 2
    absenting.end_everywhere(found[0], by=member)
    assert not Absence.objects.to_come().exists()


def test_what_another_council_refuses_is_said_with_its_name_and_nothing_is_stated() -> None:
    one, two, member = seated_twice()
    absenting.state(two, Days(in_days(4), in_days(9)), by=member)
    with pytest.raises(RefusedError, match="Elders: You have stated some of these days already"):
        absenting.state_everywhere(one, Days(in_days(2), in_days(5)), by=member)
    assert Absence.objects.count() == 1


def test_who_acts_as_chair_is_named_for_one_council_alone() -> None:
    one, two, _member = seated_twice()
    chair = Seat.objects.get(council=one, is_chair=True).person
    making.seat(two, chair, is_chair=True)
    acting = Seat.objects.filter(council=one, is_chair=False).first()
    here, there = absenting.state_everywhere(one, Days(in_days(2), in_days(5), "", acting), by=chair)
    assert (here.acting, there.acting) == (acting, None)


def test_the_form_offers_all_councils_to_those_who_sit_on_several(sign_in: SignIn) -> None:
    one, _two, member = seated_twice()
    client = sign_in(member)
    address = reverse("councils:absences", args=[one.pk])
    assert "Also in: Elders." in client.get(address).content.decode()
    sent = {"from_on": in_days(2), "until_on": in_days(5), "everywhere": "on"}
    page = client.post(address, sent, follow=True).content.decode()
    assert "In all councils" in page
    absence = Absence.objects.get(seat__council=one)
    client.post(reverse("councils:absence", args=[absence.pk]), {"_method": "delete", "everywhere": "1"})
    assert not Absence.objects.to_come().exists()
    other = sign_in(Seat.objects.get(council=one, is_chair=True).person)
    assert "In all councils on which I sit" not in other.get(address).content.decode()
