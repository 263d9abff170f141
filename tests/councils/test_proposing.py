"""Who should review what: proposed in one click, adjusted by the chair, asked on confirmation."""

import pytest
from django.core.exceptions import PermissionDenied

from councils import matches, proposals
from councils.models import Assignment, Council, CouncilReview, Proposal, Proposed, Seat
from councils.stages import AssignmentState, SeatClass
from councils.workflow import assigning, conflicts, proposing, separating
from ideanet.people.models import Expertise, Person
from ideas.errors import OutOfDateError, RefusedError
from tests import factories
from tests.councils import making

pytestmark = pytest.mark.django_db


def knowing(person: Person, *fields: str) -> Person:
    person.expertise.set([Expertise.objects.get_or_create(name=name)[0] for name in fields])
    return person


def proposed(proposal: Proposal) -> set[tuple[str, str]]:
    rows = Proposed.objects.filter(proposal=proposal, refused="")
    return set(rows.values_list("review__idea__title", "seat__person__name"))


def rows_for(council: Council, proposal: Proposal, chair: Person) -> list[proposals.Row]:
    council = Council.objects.for_rules().get(pk=council.pk)
    reviews = CouncilReview.objects.chaired_by(chair).open_at(council).for_rules().order_by("pk")
    return proposals.rows_of(council, proposal, reviews, chair)


def test_the_fields_in_a_profile_speak_for_a_member() -> None:
    council, chair, (one, two) = making.make_chaired_council()
    knowing(one, "Cloud cost", "Contract law")
    knowing(two, "Gardening")
    first = making.make_review(council, title="What cloud costs")
    second = making.make_review(
        council, title="Quiet", body="A garden, and who does the gardening. It costs."
    )
    found = matches.fields_that_fit([first.pk, second.pk], [chair.pk, one.pk, two.pk])
    assert found == {(first.pk, one.pk): ["Cloud cost"], (second.pk, two.pk): ["Gardening"]}
    proposal = proposing.propose(council, by=chair)
    assert proposed(proposal) == {("What cloud costs", one.name), ("Quiet", two.name)}


def test_nobody_is_asked_before_the_chair_confirms() -> None:
    council, chair, _members = making.make_chaired_council(quorum=2)
    review = making.make_review(council)
    proposal = proposing.propose(council, by=chair)
    assert Proposed.objects.count() == 2
    assert not Assignment.objects.exists()
    names = {name for _title, name in proposed(proposal)}
    proposing.confirm(proposal, by=chair)
    making.announce_all()
    asked = Assignment.objects.filter(review=review, state=AssignmentState.INVITED)
    assert set(asked.values_list("person__name", flat=True)) == names
    assert not Proposed.objects.exists()
    with pytest.raises(OutOfDateError):
        proposing.confirm(proposal, by=chair)


def test_a_conflict_is_never_proposed_and_one_that_comes_later_is_said() -> None:
    council, chair, (one, two) = making.make_chaired_council(quorum=1)
    knowing(one, "Cloud")
    knowing(two, "Cloud")
    review = making.make_review(council, title="Cloud")
    conflicts.declare(review, one, by=one, reason="My neighbour.")
    proposal = proposing.propose(council, by=chair)
    assert proposed(proposal) == {("Cloud", two.name)}
    conflicts.declare(review, two, by=two, reason="Since yesterday.")
    proposing.confirm(proposal, by=chair)
    making.announce_all()
    assert "declared a conflict" in Proposed.objects.get().refused
    assert not Assignment.objects.exists()


def test_a_chair_in_conflict_proposes_nothing_for_that_review_and_sees_none_of_it() -> None:
    council, chair, _members = making.make_chaired_council(quorum=1)
    review, other = (
        making.make_review(council, title="Kept from me"),
        making.make_review(council, title="Mine"),
    )
    proposal = proposing.propose(council, by=chair)
    conflicts.declare(review, chair, by=chair, reason="My cousin.")
    assert [row.review.pk for row in rows_for(council, proposal, chair)] == [other.pk]
    assert set(Proposed.objects.visible_to(chair).values_list("review", flat=True)) == {other.pk}
    assert {title for title, _name in proposed(proposing.propose(council, by=chair))} == {"Mine"}


def test_the_load_a_member_carries_already_counts() -> None:
    council, chair, (one, two) = making.make_chaired_council(quorum=1, load_limit=2)
    knowing(one, "Cloud")
    for _number in range(2):
        making.assign(making.make_review(council), one, by=chair)
    making.assign(making.make_review(council), chair, by=chair)
    making.make_review(council, title="Cloud")
    assert {n for t, n in proposed(proposing.propose(council, by=chair)) if t == "Cloud"} == {two.name}


def test_the_seats_that_the_quorum_asks_for_are_proposed() -> None:
    council, chair, _members = making.make_chaired_council(quorum=2, quorum_analyst=1)
    analyst = making.seat(council, factories.make_outsider(), SeatClass.ANALYST).person
    making.make_review(council)
    assert analyst.name in {name for _title, name in proposed(proposing.propose(council, by=chair))}


def test_what_cannot_be_filled_says_which_rule_is_in_the_way() -> None:
    council, chair, (_one, two) = making.make_chaired_council(quorum=2)
    review = making.make_review(council)
    conflicts.declare(review, two, by=two, reason="A cousin.")
    Council.objects.filter(pk=council.pk).update(quorum=3)
    CouncilReview.objects.filter(pk=review.pk).update(quorum=3, quorum_customer=1)
    (row,) = rows_for(council, proposing.propose(council, by=chair), chair)
    assert row.lacking == [
        "1 member is missing. Of the others: 1 in conflict.",
        "1 seat of the class “Customer” is lacking. Nobody else of that class sits on the council.",
    ]


def test_the_class_that_lacks_says_what_is_in_the_way_of_its_members() -> None:
    council, chair, _members = making.make_chaired_council(quorum=1, quorum_analyst=1)
    analyst = making.seat(council, factories.make_outsider(), SeatClass.ANALYST).person
    review = making.make_review(council)
    conflicts.declare(review, analyst, by=analyst, reason="I advise them.")
    (row,) = rows_for(council, proposing.propose(council, by=chair), chair)
    assert row.lacking == ["1 seat of the class “Analyst” is lacking. Of the others: 1 in conflict."]


def test_a_chair_is_proposed_only_where_nobody_else_fits_nearly_as_well() -> None:
    council, chair, _members = making.make_chaired_council(quorum=1)
    knowing(chair, "Tides", "Harbours")
    review = making.make_review(council, title="Tides in harbours")
    assert chair.name not in {name for _title, name in proposed(proposing.propose(council, by=chair))}
    knowing(chair, "Tides", "Harbours", "Batteries")
    other = making.make_review(council, title="Batteries for tides in harbours")
    assert (other.idea.title, chair.name) in proposed(proposing.propose(council, by=chair))
    assert (review.idea.title, chair.name) not in proposed(proposing.propose(council, by=chair))


def test_the_secretary_is_no_choice_and_a_conflict_says_what_it_is() -> None:
    council, chair, (one, two) = making.make_chaired_council(quorum=1)
    making.seat(council, is_secretary=True)
    review = making.make_review(council)
    conflicts.declare(review, two, by=two, reason="A cousin.")
    proposal = proposing.propose(council, by=chair)
    Proposed.objects.all().delete()
    council = Council.objects.for_rules().get(pk=council.pk)
    review = CouncilReview.objects.for_page().get(pk=review.pk)
    options = {o.seat.person: o.obstacle for o in proposals.options_for(council, proposal, review, chair)}
    assert options == {chair: "", one: "", two: "declared a conflict of interest: A cousin."}


def test_full_hands_are_said_too() -> None:
    council, chair, members = making.make_chaired_council(quorum=3, load_limit=1)
    full = making.make_review(council, title="First")
    for person in (chair, *members):
        making.assign(full, person, by=chair)
    making.make_review(council, title="Second")
    _first, second = rows_for(council, proposing.propose(council, by=chair), chair)
    assert second.lacking == [
        "3 members are missing. Of the others: 3 with as many reviews as the council allows."
    ]


def test_two_who_should_not_meet_are_neither_proposed_nor_asked_together() -> None:
    council, chair, (one, two) = making.make_chaired_council(quorum=2)
    separating.separate(council, two, one, by=chair, reason="They divorced.")
    review = making.make_review(council)
    names = {name for _title, name in proposed(proposing.propose(council, by=chair))}
    assert chair.name in names
    assert len(names) == 2
    making.assign(review, one, by=chair)
    with pytest.raises(RefusedError, match="not to meet"):
        making.assign(review, two, by=chair)


def test_what_a_chair_put_in_by_hand_stays_when_it_is_proposed_again() -> None:
    council, chair, (one, two) = making.make_chaired_council(quorum=1)
    knowing(one, "Cloud")
    review = making.make_review(council, title="Cloud")
    proposal = proposing.propose(council, by=chair)
    proposing.take_out(Proposed.objects.get(), by=chair)
    proposing.put_in(proposal, review, Seat.objects.get(person=two), by=chair)
    again = proposing.propose(council, by=chair)
    assert (again.pk, proposed(again)) == (proposal.pk, {("Cloud", two.name)})


def test_proposed_again_it_stays_as_it_was() -> None:
    council, chair, _members = making.make_chaired_council(5, quorum=2)
    for _number in range(4):
        making.make_review(council)
    first = proposed(proposing.propose(council, by=chair))
    making.make_review(council, title="One more")
    again = proposed(proposing.propose(council, by=chair))
    assert first <= again


def test_a_decline_asks_the_next_best_by_itself() -> None:
    council, chair, (one, two) = making.make_chaired_council(quorum=1)
    knowing(one, "Cloud")
    knowing(two, "Cloud")
    review = making.make_review(council, title="Cloud")
    assignment = making.assign(review, one, by=chair)
    assigning.decline(assignment, by=one, reason="On leave.")
    making.announce_all()
    states = dict(Assignment.objects.values_list("person__name", "state"))
    assert states == {one.name: AssignmentState.DECLINED, two.name: AssignmentState.INVITED}
    # A quorum that stands without them asks nobody else.
    assigning.decline(Assignment.objects.get(person=two), by=two, reason="On leave too.")
    making.announce_all()
    assert Assignment.objects.get(person=chair).state == AssignmentState.INVITED


def test_only_chairs_propose_and_each_confirms_their_own() -> None:
    council, chair, (one, _two) = making.make_chaired_council()
    second = making.seat(council, is_chair=True).person
    review = making.make_review(council)
    with pytest.raises(PermissionDenied):
        proposing.propose(council, by=one)
    proposal = proposing.propose(council, by=chair)
    for attempt in (
        lambda: proposing.confirm(proposal, by=second),
        lambda: proposing.take_out(Proposed.objects.get(), by=second),
        lambda: proposing.put_in(proposal, review, Seat.objects.get(person=one), by=second),
        lambda: separating.separate(council, one, second, by=one, reason="No."),
    ):
        with pytest.raises(PermissionDenied):
            attempt()


def test_an_empty_proposal_confirms_nothing() -> None:
    council, chair, _members = making.make_chaired_council()
    proposal = proposing.propose(council, by=chair)
    with pytest.raises(RefusedError, match="Nobody is proposed"):
        proposing.confirm(proposal, by=chair)
