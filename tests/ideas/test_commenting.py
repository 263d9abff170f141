"""Comments: threads that replies never widen, tombstones, answers, and one row for two clicks."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from ideanet.activity.models import Event, Follow
from ideanet.people.models import Person
from ideas.errors import OutOfDateError, RefusedError
from ideas.models import Comment, Idea
from ideas.stages import Audience, CommentAudience, Stage
from ideas.workflow import commenting, writing
from ideas.workflow.writing import Text
from tests import factories
from tests.ideas.cast import Cast

pytestmark = pytest.mark.django_db

EVERYONE, EMPLOYEES, REVIEWERS = (
    CommentAudience.EVERYONE,
    CommentAudience.EMPLOYEES,
    CommentAudience.REVIEWERS,
)


def post(idea: Idea, by: Person, audience: str = EVERYONE, parent: Comment | None = None) -> Comment:
    return commenting.post(idea, by=by, body="Words.", audience=audience, parent=parent)


def test_a_comment_points_at_the_revision_it_saw_and_begins_a_thread() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN, Audience.NETWORK)
    comment = commenting.post(idea, by=cast["rival"], body="It *matters*.", audience=EVERYONE, may_quote=True)
    comment.refresh_from_db()
    assert (comment.body, comment.may_quote, comment.revision.number, comment.thread, comment.parent) == (
        "It *matters*.",
        True,
        1,
        comment,
        None,
    )
    assert Event.objects.get(kind="comment.posted").data == {"round": 1, "voice": "customers"}
    assert Follow.objects.of_person(cast["rival"], idea).reason == "commented"  # type: ignore[union-attr]  # it follows


def test_a_reply_stands_in_the_thread_of_what_it_answers() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN)
    first = post(idea, cast["employee"])
    second = post(idea, cast["author"], parent=first)
    third = post(idea, cast["employee"], parent=second)
    assert [(c.pk, c.thread_id, c.parent_id) for c in (first, second, third)] == [
        (first.pk, first.pk, None),
        (second.pk, first.pk, first.pk),
        (third.pk, first.pk, second.pk),
    ]


WIDTH = {"reviewers": 0, "employees": 1, "everyone": 2}


@pytest.mark.parametrize("answered", CommentAudience)
@pytest.mark.parametrize("reply", CommentAudience)
def test_a_reply_is_never_wider_than_what_it_answers(answered: str, reply: str) -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN, Audience.NETWORK)
    parent = post(idea, cast["author"], answered)
    if WIDTH[reply] > WIDTH[answered]:
        with pytest.raises(RefusedError, match="never read by more people"):
            post(idea, cast["author"], reply, parent)
    else:
        assert post(idea, cast["author"], reply, parent).audience == reply


@pytest.mark.parametrize(
    ("kind", "audience"),
    [("rival", EMPLOYEES), ("rival", REVIEWERS), ("employee", REVIEWERS), ("councillor", EMPLOYEES)],
)
def test_nobody_writes_for_those_they_do_not_belong_to(kind: str, audience: str) -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN, Audience.NETWORK)
    with pytest.raises(PermissionDenied):
        post(idea, cast[kind], audience)


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.DECLINED, Stage.WITHDRAWN, Stage.ARCHIVED])
def test_nobody_discusses_what_is_not_open_to_talk(stage: str) -> None:
    cast = Cast()
    idea = cast.idea(stage, Audience.NETWORK)
    with pytest.raises(PermissionDenied):
        post(idea, cast["employee"])


def test_the_same_form_sent_twice_is_one_comment() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN)
    key = uuid.uuid4()
    first, second = (
        commenting.post(idea, by=cast["employee"], body="Once.", audience=EVERYONE, request_key=key)
        for _ in range(2)
    )
    assert first == second
    assert (Comment.objects.count(), Event.objects.filter(kind="comment.posted").count()) == (1, 1)
    other = commenting.post(idea, by=cast["owner"], body="Mine.", audience=EVERYONE, request_key=key)
    assert other != first


def test_counts_tell_outsiders_nothing_of_what_they_may_not_read() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN, Audience.NETWORK)
    for audience in (EVERYONE, EVERYONE, EMPLOYEES, REVIEWERS):
        last = post(idea, cast["author"], audience)
    assert counts(idea) == (3, 2)
    commenting.delete(Comment.objects.get(audience=EMPLOYEES), by=cast["author"])
    commenting.delete(last, by=cast["author"])
    assert counts(idea) == (2, 2)


def counts(idea: Idea) -> tuple[int, int]:
    kept = Idea.objects.get(pk=idea.pk)
    return kept.comment_count, kept.public_comment_count


@pytest.mark.parametrize(
    ("kind", "audience", "voices"),
    [
        ("employee", EVERYONE, ["peers"]),
        ("rival", EVERYONE, ["customers"]),
        ("academic", EVERYONE, ["outside_experts"]),
        ("councillor", REVIEWERS, []),
        ("employee", EMPLOYEES, []),
        ("author", EVERYONE, []),
        ("invited", EVERYONE, []),
    ],
)
def test_the_loop_hears_what_everyone_may_read_and_no_author(
    kind: str, audience: str, voices: list[str]
) -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN, Audience.NETWORK)
    post(idea, cast[kind], audience)
    assert Idea.objects.get(pk=idea.pk).voices == voices


def test_an_edit_shows_and_is_recorded() -> None:
    cast = Cast()
    comment = post(cast.idea(Stage.OPEN), cast["employee"], EMPLOYEES)
    commenting.edit(comment, by=cast["employee"], body="Better words.", may_quote=True)
    comment.refresh_from_db()
    assert (comment.body, comment.may_quote, comment.edited_at is not None) == ("Better words.", True, True)
    event = Event.objects.get(kind="comment.edited")
    assert (event.reach, event.subject_id) == ("employees", comment.pk)


def test_a_deleted_comment_leaves_a_tombstone_and_no_consent() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN)
    comment = commenting.post(idea, by=cast["employee"], body="Words.", audience=EVERYONE, may_quote=True)
    reply = post(idea, cast["author"], parent=comment)
    commenting.delete(comment, by=cast["employee"])
    comment.refresh_from_db()
    assert (comment.is_deleted, comment.may_quote) == (True, False)
    assert list(Comment.objects.visible_to(cast["rival"]).values_list("pk", flat=True)) == []
    assert set(Comment.objects.visible_to(cast["employee"]).values_list("pk", flat=True)) == {
        comment.pk,
        reply.pk,
    }


def test_what_was_deleted_is_neither_answered_nor_changed() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN)
    comment = post(idea, cast["employee"])
    commenting.delete(comment, by=cast["employee"])
    with pytest.raises(OutOfDateError, match="Your text is kept"):
        post(idea, cast["author"], parent=comment)
    for change in (
        lambda: commenting.edit(comment, by=cast["employee"], body="Again.", may_quote=False),
        lambda: commenting.delete(comment, by=cast["employee"]),
    ):
        with pytest.raises(PermissionDenied):
            change()


def test_a_reply_answers_a_comment_of_its_own_idea() -> None:
    cast = Cast()
    elsewhere = post(factories.make_idea(), cast["employee"])
    with pytest.raises(OutOfDateError):
        post(cast.idea(Stage.OPEN), cast["employee"], parent=elsewhere)


def test_nobody_changes_the_words_of_another() -> None:
    cast = Cast()
    comment = post(cast.idea(Stage.OPEN), cast["employee"])
    for kind in ("author", "owner", "administrator", "marketing"):
        with pytest.raises(PermissionDenied):
            commenting.edit(comment, by=cast[kind], body="Mine.", may_quote=True)
        with pytest.raises(PermissionDenied):
            commenting.delete(comment, by=cast[kind])


def test_an_author_says_that_a_revision_answers_a_comment() -> None:
    author, critic = factories.make_employee(), factories.make_employee()
    idea = factories.make_idea(author)
    comment = post(idea, critic)
    with pytest.raises(RefusedError, match="Publish a revision first"):
        commenting.mark_answered(comment, by=author)
    revision = writing.publish_revision(
        idea, Text("A quiet idea", "New.", ""), by=author, note="As you said.", read_number=1
    )
    with pytest.raises(PermissionDenied):
        commenting.mark_answered(comment, by=critic)
    commenting.mark_answered(comment, by=author)
    comment.refresh_from_db()
    assert comment.answered_by == revision
    assert Event.objects.get(kind="comment.answered").data == {"number": 2}


def test_the_database_refuses_what_the_workflow_never_writes() -> None:
    cast = Cast()
    comment = post(cast.idea(Stage.OPEN), cast["employee"])
    for fields in ({"body": ""}, {"audience": "nobody"}, {"parent": comment.pk}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Comment.objects.filter(pk=comment.pk).update(**fields)
