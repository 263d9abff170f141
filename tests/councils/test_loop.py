"""Front door first: one idea through two rounds of a council, by hand."""

import pytest

from councils.stages import Outcome, ReviewState
from ideas.models import Idea
from ideas.stages import Stage
from ideas.workflow import writing
from ideas.workflow.writing import Text
from tests import factories
from tests.councils import making

pytestmark = pytest.mark.django_db


def test_an_idea_is_revised_resubmitted_and_approved() -> None:
    council, chair, (one, two) = making.make_chaired_council(quorum=2)
    author = factories.make_employee()
    idea = factories.make_idea(author)

    first = making.make_review(council, idea)
    idea = Idea.objects.get(pk=idea.pk)
    assert (idea.stage, idea.owed_by) == (Stage.IN_REVIEW, chair)
    making.submit(first, one, by=chair, outcome=Outcome.REVISE, points=2)
    making.submit(first, two, by=chair, outcome=Outcome.REVISE, points=3)
    making.close(first, by=chair, outcome=Outcome.REVISE)
    assert making.reload(first).state == ReviewState.CLOSED
    idea = Idea.objects.get(pk=idea.pk)
    assert (idea.stage, idea.owed_by) == (Stage.OPEN, chair)

    writing.publish_revision(
        idea, Text("A better idea", "Shorter.", "And *proven*."), by=author, note="Proof.", read_number=1
    )
    second = making.make_review(council, Idea.objects.get(pk=idea.pk))
    assert (second.number, second.revision.number) == (2, 2)
    making.submit(second, one, by=chair)
    making.submit(second, two, by=chair)
    making.close(second, by=chair)
    making.announce_all()
    assert Idea.objects.get(pk=idea.pk).stage == Stage.APPROVED
