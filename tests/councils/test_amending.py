"""A change of mind: one's submitted review rewritten while the council has not decided, with what stood before."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from councils.models import Assignment, CouncilReview, FormerRecommendation, Recommendation
from councils.stages import Outcome
from councils.workflow import amending, conflicts
from ideanet.activity.models import Event
from ideanet.people.models import Person
from ideas.errors import OutOfDateError, RefusedError
from tests.councils import making
from tests.councils.conftest import SignIn

pytestmark = pytest.mark.django_db


def judged() -> tuple[CouncilReview, Assignment, Person, Person, Person]:
    """A review, the assignment that is in, its member, another member, the chair."""
    council, chair, (member, other) = making.make_chaired_council()
    review = making.make_review(council)
    making.submit(review, member, by=chair)
    return review, Assignment.objects.get(), member, other, chair


def test_a_change_of_mind_keeps_what_was_said_before_and_tells_those_who_read_it() -> None:
    review, assignment, member, other, chair = judged()
    making.submit(review, other, by=chair)
    changed = making.draft(review, points=2, outcome=Outcome.DECLINE, to_authors="I was wrong.")
    for _click in range(2):
        amending.amend(assignment, changed, by=member, reason="Oskar is right.")
    standing = Recommendation.objects.get(assignment=assignment)
    assert (standing.outcome, standing.to_authors) == (Outcome.DECLINE, "I was wrong.")
    assert standing.is_submitted
    assert standing.amended_at is not None
    former = FormerRecommendation.objects.get()
    assert (former.number, former.outcome, former.to_authors) == (1, Outcome.APPROVE, "Well *argued*.")
    assert former.answers[0] == {"criterion": "Originality", "points": 4, "top": 5, "text": ""}
    assert str(former) == f"{standing.pk} as it was, 1"
    making.announce_all()
    event = Event.objects.get(kind="review.amended")
    assert set(event.notices.values_list("person", flat=True)) == {other.pk, chair.pk}


def test_a_change_of_mind_says_why_and_is_as_complete_as_a_review() -> None:
    review, assignment, member, _other, _chair = judged()
    with pytest.raises(RefusedError, match="what changed your mind"):
        amending.amend(assignment, making.draft(review, points=2), by=member, reason=" ")
    with pytest.raises(RefusedError, match="Write to the authors"):
        amending.amend(assignment, making.draft(review, to_authors=""), by=member, reason="So.")
    assert not FormerRecommendation.objects.exists()


def test_nobody_changes_anothers_review_nor_one_decided_upon_nor_one_in_conflict() -> None:
    review, assignment, member, other, chair = judged()
    for stranger in (other, chair):
        with pytest.raises(PermissionDenied):
            amending.amend(assignment, making.draft(review, points=1), by=stranger, reason="So.")
    making.decide(review, by=chair)
    with pytest.raises(OutOfDateError):
        amending.amend(assignment, making.draft(review, points=1), by=member, reason="So.")
    conflicts.declare(review, member, by=member, reason="Cousins.")
    with pytest.raises(PermissionDenied):
        amending.amend(assignment, making.draft(review, points=1), by=member, reason="So.")


def test_the_page_comes_back_filled_and_shows_the_history_to_readers_alone(sign_in: SignIn) -> None:
    review, assignment, member, other, chair = judged()
    making.assign(review, other, by=chair)
    address = reverse("councils:amendment", args=[review.pk])
    client = sign_in(member)
    assert "Well *argued*." in client.get(address).content.decode()
    data: dict[str, Any] = {f"criterion_{c.pk}": 1 for c in review.scorecard.criteria.all()}
    data |= {"outcome": Outcome.DECLINE, "to_authors": "Not so.", "to_council": ""}
    answer = client.post(address, data)
    assert (answer.status_code, "Not so." in answer.content.decode()) == (422, True)
    answer = client.post(address, data | {"to_authors": "", "reason": "A smelter told me."})
    assert (answer.status_code, "Write to the authors" in answer.content.decode()) == (422, True)
    assert client.post(address, data | {"reason": "A smelter told me."}).status_code == 302
    shown = {
        person: "A smelter told me." in sign_in(person).get(review.get_absolute_url()).content.decode()
        for person in (member, other, chair)
    }
    assert shown == {member: True, other: False, chair: True}
    making.decide(review, by=chair, outcome=Outcome.DECLINE)
    assert "The council has decided" in client.get(address).content.decode()
    assert client.post(address, data | {"reason": "Late."}).status_code == 409
    assert Recommendation.objects.get(assignment=assignment).outcome == Outcome.DECLINE
