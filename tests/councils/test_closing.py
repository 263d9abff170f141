"""What happens to ideas closes and reopens what councils do."""

import pytest

from councils.models import CouncilReview
from councils.stages import Outcome, ReviewState
from ideanet.activity.models import Event
from ideas import moves
from ideas.errors import OutOfDateError
from ideas.models import Idea, Reader
from ideas.stages import Audience, Stage
from ideas.workflow import moving, writing
from ideas.workflow.writing import Text
from tests import factories
from tests.councils import making

pytestmark = pytest.mark.django_db


def test_withdrawing_an_idea_closes_its_review_and_tells_those_concerned() -> None:
    council, chair, (one, _two) = making.make_chaired_council()
    author = factories.make_employee()
    review = making.make_review(council, factories.make_idea(author, audience=Audience.NETWORK))
    making.assign(review, one, by=chair)
    moving.perform(moves.WITHDRAW, review.idea, by=author)
    making.announce_all()
    review = making.reload(review)
    assert (review.state, review.is_under_way) == (ReviewState.WITHDRAWN, False)
    assert not Reader.objects.filter(idea=review.idea_id).exists()
    event = Event.objects.get(kind="review.withdrawn")
    assert set(event.notices.values_list("person", flat=True)) == {chair.pk, one.pk}


def test_withdrawing_an_idea_that_no_council_has_changes_nothing() -> None:
    author = factories.make_employee()
    moving.perform(moves.WITHDRAW, factories.make_idea(author), by=author)
    making.announce_all()
    assert not CouncilReview.objects.exists()


def test_a_review_decided_before_the_news_of_the_withdrawal_came_is_not_closed_twice() -> None:
    council, chair, (one, _two) = making.make_chaired_council()
    author = factories.make_employee()
    review = making.make_review(council, factories.make_idea(author))
    making.submit(review, one, by=chair)
    making.decide(review, by=chair)
    moving.perform(moves.WITHDRAW, review.idea, by=author)
    with pytest.raises(OutOfDateError):
        making.send_letter(review, by=chair)
    making.announce_all()
    assert making.reload(review).state == ReviewState.WITHDRAWN


def revise(outcome: str) -> tuple[CouncilReview, Idea]:
    """A review closed with this outcome, and its idea open again with a new revision."""
    council, chair, (one, _two) = making.make_chaired_council()
    author = factories.make_employee()
    review = making.make_review(council, factories.make_idea(author))
    making.submit(review, one, by=chair, outcome=outcome)
    making.close(review, by=chair, outcome=outcome)
    Idea.objects.filter(pk=review.idea_id).update(
        stage=Stage.OPEN, owed_by=chair, answer_due_on=review.due_at.date()
    )
    idea = Idea.objects.get(pk=review.idea_id)
    writing.publish_revision(
        idea, Text("A better idea", "Shorter.", ""), by=author, note="As asked.", read_number=1
    )
    making.announce_all()
    return review, idea


def test_a_revision_after_revise_and_resubmit_tells_the_chair() -> None:
    review, idea = revise(Outcome.REVISE)
    event = Event.objects.get(kind="idea.revised_as_asked")
    assert (event.topic_id, event.data, event.actor) == (idea.pk, {"review_id": review.pk}, None)
    assert event.notices.count() == 1


def test_other_revisions_do_not() -> None:
    revise(Outcome.APPROVE)
    author = factories.make_employee()
    idea = factories.make_idea(author)
    writing.publish_revision(idea, Text("New", "Newer.", ""), by=author, note="", read_number=1)
    making.announce_all()
    assert not Event.objects.filter(kind="idea.revised_as_asked").exists()
