"""What may never leave the house: unapproved, confidential, unattributed, not consented to."""

import pytest

from ideanet.people.models import Person
from ideanet.publishing import leaving
from ideanet.publishing.models import Citation, Draft
from ideanet.publishing.workflow import quoting
from ideas import moves as idea_moves
from ideas.models import Authorship, Evidence, Idea
from ideas.stages import Audience, Stage
from ideas.workflow import commenting, writing
from ideas.workflow import moving as idea_moving
from ideas.workflow.writing import Text
from tests import factories
from tests.publishing import world

pytestmark = pytest.mark.django_db


def found(draft: Draft) -> list[str]:
    return leaving.obstacles(Draft.objects.for_leaving().get(pk=draft.pk))


def test_an_approved_open_attributed_draft_may_leave() -> None:
    assert found(world.make_draft()) == []


@pytest.mark.parametrize(
    "stage", [stage for stage in Stage if stage not in {"approved", "published", "adopted"}]
)
def test_an_idea_that_is_not_approved_stays(stage: Stage) -> None:
    draft = world.make_draft()
    fields = {"owed_by": factories.make_employee(), "answer_due_on": "2026-01-01"}
    into = factories.make_idea() if stage == Stage.MERGED else None
    Idea.objects.filter(pk=draft.idea_id).update(stage=stage, merged_into=into, **fields)
    assert found(draft)[0] == f"The idea is not approved: it is “{stage.label}”. Wait for the council."


def test_a_text_that_the_council_has_not_seen_stays(marketer: Person) -> None:
    author = factories.make_employee()
    draft = world.make_draft(world.make_approved(author), marketer)
    idea = draft.idea
    idea_moving.advance(idea_moves.PUBLISH, idea, by=marketer)
    idea_moving.advance(idea_moves.NEW_ROUND, idea, by=marketer)
    writing.publish_revision(idea, Text("A", "B", "C"), by=author, note="", read_number=1)
    world.approve(idea)
    assert found(draft) == [
        (
            "The council has approved revision 2 since; this was made from revision 1. "
            "Retire it and begin a new draft."
        )
    ]


@pytest.mark.parametrize("audience", [a for a in Audience if a != Audience.NETWORK])
def test_what_only_some_may_see_stays(audience: Audience) -> None:
    draft = world.make_draft()
    Idea.objects.filter(pk=draft.idea_id).update(audience=audience)
    assert found(draft) == [
        (
            f"The idea is not open to everyone: its audience is “{audience.label}”. "
            "Ask its authors to open it to the network first."
        )
    ]


def test_evidence_that_became_internal_stays() -> None:
    idea = factories.make_idea(audience=Audience.NETWORK)
    evidence = world.cite(idea)
    draft = world.make_draft(world.approve(idea))
    assert found(draft) == []
    Evidence.objects.filter(pk=evidence.pk).update(is_internal=True)
    assert found(draft) == ["The source “A survey” is for employees only. Untick it."]


def test_another_ideas_evidence_stays() -> None:
    draft = world.make_draft()
    Citation.objects.create(draft=draft, evidence=world.cite(factories.make_idea()))
    assert found(draft) == ["The source “A survey” is for employees only. Untick it."]


def test_a_piece_without_a_name_stays() -> None:
    draft = world.make_draft()
    Authorship.objects.update(share=0)
    assert found(draft) == ["Nobody is named as its author. Ask the authors to share the credit."]


def test_a_quote_stays_when_consent_is_gone(marketer: Person) -> None:
    speaker = factories.make_outsider(name="Ada Quoted")
    idea = world.make_approved()
    comment = world.say(idea, speaker, "We lost three days.")
    draft = world.edit(world.make_draft(idea, marketer), by=marketer, quotes={comment.pk: "three days"})
    assert found(draft) == []

    commenting.edit(comment, by=speaker, body="We lost four days.", may_quote=True)
    gone = "The quote by Ada Quoted cannot go out: "
    assert found(draft) == [f"{gone}these are not the words of the comment as it stands. Untick it."]
    commenting.edit(comment, by=speaker, body="We lost three days.", may_quote=False)
    assert found(draft) == [f"{gone}there is no consent to quote it. Untick it."]
    commenting.edit(comment, by=speaker, body="We lost three days.", may_quote=True)
    assert found(draft) == []
    quoting.take_back(draft.quotes.all()[0], by=speaker)
    assert found(draft) == [f"{gone}it was taken back. Untick it."]


def test_a_deleted_comment_is_not_quoted(marketer: Person) -> None:
    speaker = factories.make_outsider()
    idea = world.make_approved()
    comment = world.say(idea, speaker, "Yes.")
    draft = world.edit(world.make_draft(idea, marketer), by=marketer, quotes={comment.pk: "Yes."})
    commenting.delete(comment, by=speaker)
    assert len(found(draft)) == 1


@pytest.mark.parametrize("fields", [{"standfirst": " "}, {"body": "<!-- later -->"}])
def test_a_piece_without_words_stays(fields: dict[str, str]) -> None:
    draft = world.make_draft()
    Draft.objects.filter(pk=draft.pk).update(**fields)
    assert found(draft) == ["It is not finished: it needs a standfirst and a body."]


@pytest.mark.parametrize(
    ("comment", "words", "answer"),
    [
        ("We are *unable* to pay.", "able to pay", False),
        ("We are *unable* to pay.", "unable to pay", True),
        ("One.\n\nTwo.", "One. Two.", True),
        ("a+b (c)", "a+b (c)", True),
        ("Yes", "yes", False),
        ("Yes", " ", False),
    ],
)
def test_a_quote_is_whole_words_of_the_comment(comment: str, words: str, answer: bool) -> None:
    assert leaving.says(comment, words) is answer
