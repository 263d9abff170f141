"""What councils put on a person's first page."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from councils.models import Seat
from councils.needs import needs_of
from councils.stages import Outcome, SeatClass
from councils.workflow import assigning, conflicts, delegating, reviewing, seating
from councils.workflow.seating import Offer
from ideanet.people.models import Person
from ideas.models import Idea
from ideas.workflow import writing
from ideas.workflow.writing import Text
from tests import factories
from tests.councils import making

pytestmark = pytest.mark.django_db


def labels(person: Person) -> set[str]:
    return {str(need.label) for need in needs_of(person)}


def test_nobody_needs_anything_without_councils() -> None:
    assert needs_of(factories.make_employee()) == []


def test_each_step_of_a_review_needs_the_one_who_takes_it() -> None:
    council, chair, (one, two) = making.make_chaired_council(quorum=1)
    review = making.make_review(council, title="Bold")
    assert labels(chair) == {"Ask members to review “Bold”"}
    assignment = making.assign(review, one, by=chair)
    assert (labels(chair), labels(one), labels(two)) == (set(), {"Review “Bold”"}, set())
    (need,) = needs_of(one)
    assert (need.url, need.due) == (reverse("councils:review", args=[review.pk]), assignment.due_at)
    reviewing.submit(assignment, making.draft(review), by=one)
    assert (labels(chair), labels(one)) == ({"Decide on “Bold”"}, set())
    making.decide(review, by=chair)
    assert labels(chair) == {"Send the letter about “Bold”"}
    making.send_letter(review, by=chair)
    assert labels(chair) == set()


def test_what_a_council_asked_for_waits_for_the_authors_until_they_publish_it() -> None:
    council, chair, (one, _two) = making.make_chaired_council(quorum=1)
    author = factories.make_employee()
    review = making.make_review(council, factories.make_idea(author, title="Bold"))
    making.submit(review, one, by=chair)
    making.decide(review, by=chair, outcome=Outcome.REVISE, points=["Cite."], reason="It is thin.")
    assert labels(author) == set()
    making.send_letter(review, by=chair)
    (need,) = needs_of(author)
    assert (str(need.label), need.due) == ("Revise “Bold”, as a council asked", None)
    assert need.url == reverse("councils:letter", args=[review.pk])
    assert labels(factories.make_employee()) == set()
    idea = Idea.objects.get(pk=review.idea_id)
    text = Text(idea.title, idea.nugget, "Cited.")
    writing.publish_revision(idea, text, by=author, note="Sources.", read_number=idea.revision_number)
    assert labels(author) == set()


def test_a_review_that_is_offered_waits_for_the_other_member() -> None:
    council, chair, (one, two) = making.make_chaired_council()
    review = making.make_review(council, title="Bold")
    assignment = making.assign(review, one, by=chair)
    delegation = delegating.offer(assignment, Seat.objects.get(person=two), by=one)
    (need,) = needs_of(two)
    assert (str(need.label), need.due) == ("Take over the review of “Bold”, or refuse", assignment.due_at)
    assert need.url == reverse("councils:delegation", args=[delegation.pk])
    assert labels(one) == {"Review “Bold”"}
    delegating.refuse(delegation, by=two)
    assert labels(two) == set()


def test_a_chair_who_owes_a_review_is_not_told_how_many_are_in() -> None:
    council, chair, (one, _two) = making.make_chaired_council()
    review = making.make_review(council, title="Bold")
    making.submit(review, one, by=chair)
    making.assign(review, chair, by=chair)
    assert labels(chair) == {"Review “Bold”"}


def test_an_invitation_waits_for_an_answer() -> None:
    council = making.make_council(name="Sages")
    person = factories.make_employee()
    offer = Offer(SeatClass.EXPERT, timezone.localdate(), timezone.localdate() + timedelta(days=9))
    seating.invite(council, person, offer, by=council.created_by)
    assert labels(person) == {"Answer the invitation to the council “Sages”"}


def test_a_conflict_takes_the_need_away() -> None:
    council, chair, (one, _two) = making.make_chaired_council()
    review = making.make_review(council)
    making.assign(review, one, by=chair)
    conflicts.declare(review, one, by=one, reason="Cousins.")
    assert labels(one) == set()


def test_what_was_declined_is_needed_no_longer() -> None:
    council, chair, (one, _two) = making.make_chaired_council()
    assignment = making.assign(making.make_review(council, title="Bold"), one, by=chair)
    assigning.decline(assignment, by=one, reason="On leave.")
    assert (labels(one), labels(chair)) == (set(), {"Ask members to review “Bold”"})


def test_many_are_summed_up_in_one_line_and_one_query(
    django_assert_num_queries: pytest.FixtureRequest,
) -> None:
    council, chair, (one, _two) = making.make_chaired_council(quorum=1)
    for number in range(16):
        review = making.make_review(council)
        if number < 4:
            assigning.assign(review, council.seats.get(person=one), by=chair)
        elif number < 8:
            making.submit(review, one, by=chair)
        elif number < 12:
            making.submit(review, one, by=chair)
            making.decide(review, by=chair)
    for number in range(4):
        other = making.make_council(name=f"Other {number}")
        seating.invite(other, chair, Offer(SeatClass.EXPERT, timezone.localdate()), by=other.created_by)
    chair = Person.objects.for_session().get(pk=chair.pk)
    with django_assert_num_queries(1):  # type: ignore[operator]  # a fixture that is a function
        assert {(str(need.label), need.count) for need in needs_of(chair)} == {
            ("Ask members to review 4 ideas", 4),
            ("Decide on 4 ideas", 4),
            ("Send 4 letters", 4),
            ("Answer 4 invitations to councils", 4),
        }
    assert labels(one) == {"Review 4 ideas"}
