"""Whom a review lets read the idea's own page, and for how long."""

from typing import Any

import pytest

from councils.models import CouncilReview, Seat
from councils.stages import Blindness
from councils.workflow import assigning, conflicts, seating
from ideanet.people.models import Person
from ideanet.people.stages import OrganisationKind
from ideas.models import Idea, Reader
from ideas.stages import Audience, ReaderReason
from tests import factories
from tests.councils import making

pytestmark = pytest.mark.django_db


def readers(review: CouncilReview) -> set[Person]:
    rows = Reader.objects.filter(idea=review.idea_id, reason=ReaderReason.COUNCIL)
    return set(Person.objects.filter(pk__in=rows.values("person")))


def restricted(**fields: Any) -> Idea:
    """A restricted idea, which its theme's owner may read."""
    idea = factories.make_idea(audience=Audience.RESTRICTED, **fields)
    Reader.objects.create(idea=idea, person=idea.theme.owner, reason=ReaderReason.NAMED)
    return idea


def test_an_open_council_reads_a_restricted_idea_while_it_reviews_it_and_not_after() -> None:
    council, chair, (one, two) = making.make_chaired_council()
    review = making.make_review(council, restricted())
    assert readers(review) == {chair, one, two}
    assert Idea.objects.visible_to(one).filter(pk=review.idea_id).exists()
    making.submit(review, one, by=chair)
    making.close(review, by=chair)
    assert readers(review) == set()
    assert not Idea.objects.visible_to(one).filter(pk=review.idea_id).exists()


def test_readers_named_by_the_authors_stay() -> None:
    council, chair, (one, _two) = making.make_chaired_council()
    review = making.make_review(council, restricted())
    making.submit(review, one, by=chair)
    making.close(review, by=chair)
    assert Reader.objects.get(idea=review.idea_id).reason == ReaderReason.NAMED


def test_members_in_conflict_do_not_read_it_nor_does_a_chair() -> None:
    council, chair, (one, two) = making.make_chaired_council()
    author = factories.make_employee(manager=one)
    review = making.make_review(council, restricted(author=author))
    assert readers(review) == {chair, two}
    conflicts.declare(review, chair, by=chair, reason="My own project.")
    assert readers(review) == {two}
    assert not Idea.objects.visible_to(chair).filter(pk=review.idea_id).exists()


@pytest.mark.parametrize("blindness", [Blindness.AUTHORS_HIDDEN, Blindness.BOTH_HIDDEN])
def test_in_a_blind_review_only_chairs_who_do_not_review_read_the_page_that_names_the_authors(
    blindness: str,
) -> None:
    council, chair, (one, _two) = making.make_chaired_council(blindness=blindness)
    review = making.make_review(council, restricted())
    making.assign(review, one, by=chair)
    assert readers(review) == {chair}
    own = making.assign(review, chair, by=chair)
    assert readers(review) == set()
    assigning.take_back(own, by=chair)
    assert readers(review) == {chair}


def test_outside_members_read_an_internal_idea_while_they_review_it() -> None:
    council, _chair, _members = making.make_chaired_council()
    scholar = making.seat(council, factories.make_outsider(OrganisationKind.ACADEMIC)).person
    review = making.make_review(council)
    assert scholar in readers(review)
    seating.end(Seat.objects.get(person=scholar), by=council.created_by, reason="Term over.")
    assert scholar not in readers(review)


def test_new_members_read_what_is_under_way() -> None:
    council, _chair, _members = making.make_chaired_council()
    review = making.make_review(council)
    assert making.seat(council).person in readers(review)
