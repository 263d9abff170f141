"""Amendments: proposed by readers, taken up, adapted or declined by authors, credited, never lost."""

import uuid
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from ideanet.activity.models import Event
from ideas import rules
from ideas.errors import OutOfDateError, RefusedError
from ideas.models import Amendment, Idea, Revision
from ideas.stages import AmendedPart, AmendmentState, Audience, CommentAudience, Stage
from ideas.workflow import amending, writing
from ideas.workflow.amending import PassageChangedError, Proposal
from ideas.workflow.writing import Text
from tests import factories
from tests.ideas.cast import Cast

pytestmark = pytest.mark.django_db
BODY = "First words of the story.\n\nThe middle says how it was done.\n\nThe end asks for a decision."


def propose(idea: Idea, by: Any, **more: Any) -> Amendment:
    """A change to the second passage."""
    options: dict[str, Any] = {"part": AmendedPart.BODY, "place": 1, "number": idea.revision_number}
    options |= {"after": "The middle says who did it.", "reason": "Names matter."}
    audience = more.pop("audience", CommentAudience.EVERYONE)
    key = more.pop("request_key", None)
    return amending.propose(idea, Proposal(**(options | more)), by=by, audience=audience, request_key=key)


def revise(idea: Idea, body: str) -> Revision:
    now = Idea.objects.get(pk=idea.pk)
    return writing.publish_revision(
        now, Text(now.title, now.nugget, body), by=now.created_by, note="N.", read_number=now.revision_number
    )


def kinds() -> list[str]:
    found = Event.objects.order_by("pk").values_list("kind", flat=True)
    return [kind for kind in found if kind.startswith("amendment.")]


def test_a_reader_proposes_and_it_is_kept_with_the_revision_they_read() -> None:
    idea, reader = factories.make_idea(body=BODY), factories.make_employee()
    revise(idea, BODY.replace("First", "Second"))
    amendment = propose(idea, reader, number=1)
    assert (amendment.revision.number, amendment.before) == (1, "The middle says how it was done.")
    assert (amendment.after, amendment.reason) == ("The middle says who did it.", "Names matter.")
    assert (amendment.state, kinds()) == (AmendmentState.OPEN, ["amendment.proposed"])


def test_accepting_changes_that_passage_alone_in_a_new_revision_with_a_note() -> None:
    idea, reader = factories.make_idea(body=BODY), factories.make_employee()
    amendment = propose(idea, reader)
    revise(idea, BODY.replace("First", "Second"))
    made = amending.accept(amendment, by=idea.created_by, note="Says who.")
    now = Idea.objects.get(pk=idea.pk)
    assert now.body == BODY.replace("First", "Second").replace("how it was done", "who did it")
    assert (made.number, made.note, made.published_by) == (3, "Says who.", idea.created_by)
    amendment.refresh_from_db()
    assert (amendment.state, amendment.made, amendment.answered_by) == ("accepted", made, idea.created_by)
    event = Event.objects.get(kind="amendment.accepted")
    assert (event.subject_type, event.subject_id, event.data) == (
        "ideas.amendment",
        amendment.pk,
        {"number": 3},
    )


def test_a_nugget_is_amended_as_a_whole_and_never_away() -> None:
    idea, reader = factories.make_idea(body=BODY), factories.make_employee()
    for nothing in ("", "   ", "x" * 1001):
        with pytest.raises(RefusedError, match="keeps its nugget"):
            propose(idea, reader, part=AmendedPart.NUGGET, after=nothing)
    amendment = propose(idea, reader, part=AmendedPart.NUGGET, after="Shorter.")
    amending.accept(amendment, by=idea.created_by, note="N.")
    now = Idea.objects.get(pk=idea.pk)
    assert (now.nugget, now.body) == ("Shorter.", BODY)


def test_a_passage_that_changed_since_is_said_and_can_be_adapted() -> None:
    idea, reader = factories.make_idea(body=BODY), factories.make_employee()
    amendment = propose(idea, reader)
    revise(idea, BODY.replace("The middle", "The heart"))
    with pytest.raises(PassageChangedError, match="changed since revision 1"):
        amending.accept(amendment, by=idea.created_by, note="N.")
    assert Amendment.objects.get().is_open
    made = amending.adapt(
        amendment,
        by=idea.created_by,
        place=1,
        after="The heart says who did it.",
        note="Says who.",
        read_number=2,
        answer="Thank you.",
    )
    amendment.refresh_from_db()
    assert made.body == BODY.replace("The middle says how it was done", "The heart says who did it")
    assert (amendment.state, amendment.made, amendment.answer) == ("adapted", made, "Thank you.")
    assert kinds() == ["amendment.proposed", "amendment.adapted"]


def test_nothing_is_adapted_to_a_text_that_was_not_seen() -> None:
    idea, reader = factories.make_idea(body=BODY), factories.make_employee()
    amendment = propose(idea, reader)
    revise(idea, BODY.replace("First", "Second"))
    by = idea.created_by
    with pytest.raises(OutOfDateError):
        amending.adapt(amendment, by=by, place=1, after="X", note="N.", read_number=1)
    with pytest.raises(OutOfDateError, match="no such passage"):
        amending.adapt(amendment, by=by, place=9, after="X", note="N.", read_number=2)
    assert Amendment.objects.get().is_open


def test_declining_carries_a_reason_and_taking_back_none() -> None:
    idea, reader = factories.make_idea(body=BODY), factories.make_employee()
    first, second = propose(idea, reader), propose(idea, reader, place=0)
    with pytest.raises(RefusedError, match="carries a reason"):
        amending.decline(first, by=idea.created_by, reason=" ")
    amending.decline(first, by=idea.created_by, reason="We do not name people.")
    amending.withdraw(second, by=reader)
    states = Amendment.objects.order_by("pk").values_list("state", "answer")
    assert list(states) == [("declined", "We do not name people."), ("withdrawn", "")]
    assert kinds()[2:] == ["amendment.declined", "amendment.withdrawn"]


def test_what_is_answered_stays_answered() -> None:
    idea, reader = factories.make_idea(body=BODY), factories.make_employee()
    amendment, by = propose(idea, reader), idea.created_by
    amending.decline(amendment, by=by, reason="No.")
    for change in (
        lambda: amending.accept(amendment, by=by, note="N."),
        lambda: amending.adapt(amendment, by=by, place=1, after="X", note="N.", read_number=1),
        lambda: amending.decline(amendment, by=by, reason="No, no."),
        lambda: amending.withdraw(amendment, by=reader),
    ):
        with pytest.raises(OutOfDateError, match="answered meanwhile"):
            change()


def test_proposing_twice_with_one_key_is_one_amendment() -> None:
    idea, reader, key = factories.make_idea(body=BODY), factories.make_employee(), uuid.uuid4()
    assert propose(idea, reader, request_key=key) == propose(idea, reader, request_key=key)
    assert Amendment.objects.count() == 1


def test_a_proposal_changes_something_that_is_there() -> None:
    idea, reader = factories.make_idea(body=BODY), factories.make_employee()
    with pytest.raises(RefusedError, match="Change something first"):
        propose(idea, reader, after="The middle says how it was done.\n")
    for nowhere in ({"place": 3}, {"place": -1}, {"number": 2}):
        with pytest.raises(OutOfDateError, match="no such passage"):
            propose(idea, reader, **nowhere)


def test_readers_who_may_comment_propose_and_authors_do_not() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN, Audience.NETWORK, body=BODY)
    for kind in ("author", "invited", "gone"):
        with pytest.raises(PermissionDenied):
            propose(idea, cast[kind])
    for kind in ("employee", "rival", "academic", "councillor"):
        assert propose(idea, cast[kind]).proposer == cast[kind]
    with pytest.raises(PermissionDenied):
        propose(idea, cast["rival"], audience=CommentAudience.EMPLOYEES)
    withdrawn = cast.idea(Stage.WITHDRAWN, Audience.NETWORK, body=BODY)
    with pytest.raises(PermissionDenied):
        propose(withdrawn, cast["employee"])


def test_only_authors_answer_and_only_the_proposer_takes_back() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN, Audience.NETWORK, body=BODY)
    amendment = propose(idea, cast["employee"])
    for kind in set(cast.people) - {"author"}:
        with pytest.raises(PermissionDenied):
            amending.accept(amendment, by=cast[kind], note="N.")
        with pytest.raises(PermissionDenied):
            amending.adapt(amendment, by=cast[kind], place=1, after="X", note="N.", read_number=1)
        with pytest.raises(PermissionDenied):
            amending.decline(amendment, by=cast[kind], reason="No.")
    for kind in set(cast.people) - {"employee"}:
        with pytest.raises(PermissionDenied):
            amending.withdraw(amendment, by=cast[kind])


def test_under_a_councils_eyes_an_amendment_waits_and_can_still_be_declined() -> None:
    cast = Cast()
    idea = cast.idea(Stage.IN_REVIEW, Audience.NETWORK, body=BODY)
    amendment = propose(idea, cast["employee"])
    with pytest.raises(OutOfDateError, match="not open any more"):
        amending.accept(amendment, by=cast["author"], note="N.")
    amending.decline(amendment, by=cast["author"], reason="No.")
    assert Amendment.objects.get().state == AmendmentState.DECLINED


@pytest.mark.parametrize("idea_audience", Audience.values)
@pytest.mark.parametrize("stage", [Stage.OPEN, Stage.DRAFT, Stage.IN_REVIEW])
def test_visible_to_agrees_with_may_view_amendment(stage: str, idea_audience: str) -> None:
    cast = Cast({"is_project": True})
    idea = cast.idea(stage, idea_audience, body=BODY)
    revision = Revision.objects.filter(idea=idea).first() or Revision.objects.create(
        idea=idea, number=1, round=idea.rounds.create(number=1, started_by=cast["author"]), title="T",
        nugget="N.", body=BODY, published_by=cast["author"],
    )  # fmt: skip
    rows = [
        Amendment.objects.create(
            idea=idea, revision=revision, proposer=cast[proposer], part="body", before="a", after="b",
            reason="R.", audience=audience,
        )
        for audience in CommentAudience.values
        for proposer in ("employee", "rival")
    ]  # fmt: skip
    loaded = Idea.objects.for_rules().get(pk=idea.pk)
    for amendment in rows:
        amendment.idea = loaded
        may = cast.those(rules.may_view_amendment, amendment)
        seen = {
            kind
            for kind, person in cast.people.items()
            if Amendment.objects.visible_to(person).filter(pk=amendment.pk).exists()
        }
        assert (amendment.audience, seen) == (amendment.audience, may)


def test_the_database_holds_an_amendment_to_its_word() -> None:
    idea, reader = factories.make_idea(body=BODY), factories.make_employee()
    amendment = propose(idea, reader)
    for wrong in (
        {"after": amendment.before},
        {"reason": ""},
        {"state": "accepted"},
        {"state": "declined", "answer": "No."},
        {"state": "nothing"},
        {"part": "title"},
        {"audience": "nobody"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Amendment.objects.filter(pk=amendment.pk).update(**wrong)
