"""Who is told of what happens to ideas: those it concerns, who may learn of it, never its actor."""

import re

import pytest

from ideanet.activity import announcing, contents, feed, follows, mailing
from ideanet.activity.models import Event, Notice
from ideanet.activity.needs import needs_of
from ideanet.activity.stages import Level, Reason
from ideanet.people.models import Person
from ideas import moderation, moves
from ideas.models import Comment, Idea
from ideas.stages import Against, Audience, CommentAudience, Stage
from ideas.workflow import authoring, commenting, moderating, moving, voting, writing
from ideas.workflow.writing import Text
from tests import factories
from tests.ideas.cast import Cast, sign_in

pytestmark = pytest.mark.django_db


def told(kind: str) -> dict[str, str]:
    """Why each was told of the last event of this kind, by name; `mail` where they are mailed too."""
    event = Event.objects.filter(kind=kind).order_by("-pk").first()
    assert event is not None
    announcing.announce(event.pk)
    rows = Notice.objects.filter(event=event).select_related("person")
    return {row.person.name: row.why + (", mail" if row.mail_wanted else "") for row in rows}


def in_digests(kind: str) -> set[str]:
    """Who is told of the event in their next digest."""
    untold = Notice.objects.untold().filter(event__kind=kind)
    return set(untold.values_list("person__name", flat=True))


def follow(person: Person, topic: object, level: Level = Level.EVERYTHING) -> None:
    follows.follow(person, topic, reason=Reason.CHOSEN, level=level)  # type: ignore[arg-type]  # a model


def test_a_submitted_idea_is_told_to_who_owes_an_answer_and_to_followers_of_its_theme() -> None:
    cast = Cast()
    follow(cast["employee"], cast.theme)
    follow(cast["executive"], cast.theme, Level.NOTHING)
    factories.make_idea(cast["author"], theme=cast.theme)
    assert told("idea.submit") == {"Olga Owner": "owes, mail", "Emma Employee": "theme"}


@pytest.mark.parametrize(
    ("audience", "expected"),
    [
        (CommentAudience.EVERYONE, {"Arthur Author", "Emma Employee", "Rita Rival", "Conrad Councillor"}),
        (CommentAudience.EMPLOYEES, {"Arthur Author", "Emma Employee"}),
        (CommentAudience.REVIEWERS, {"Arthur Author", "Conrad Councillor"}),
    ],
)
def test_a_comment_is_told_to_followers_who_may_read_it(audience: str, expected: set[str]) -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN, Audience.NETWORK)
    for kind in ("author", "employee", "rival", "councillor"):
        follow(cast[kind], idea)
    follow(cast["executive"], idea, Level.MILESTONES)
    by = cast["author"] if audience == CommentAudience.REVIEWERS else cast["marketing"]
    commenting.post(idea, by=by, body="Words.", audience=audience)
    assert set(told("comment.posted")) == expected - {by.name}


@pytest.mark.parametrize(
    ("said_to", "expected"),
    [
        (CommentAudience.EVERYONE, {"Rita Rival": "answered, mail"}),
        (CommentAudience.EMPLOYEES, {}),
        (CommentAudience.REVIEWERS, {}),
    ],
)
def test_a_reply_is_told_to_whom_it_answers_only_if_they_may_read_it(
    said_to: str, expected: dict[str, str]
) -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN, Audience.NETWORK)
    parent = commenting.post(idea, by=cast["rival"], body="Why?", audience="everyone")
    commenting.post(idea, by=cast["author"], body="Because.", audience=said_to, parent=parent)
    assert told("comment.posted") == expected


def test_supporters_are_asked_once_after_a_material_revision_unless_they_want_nothing() -> None:
    author, keen, quiet = (factories.make_employee(name=name) for name in ("Ann", "Keen", "Quiet"))
    idea = factories.make_idea(author)
    for person in (keen, quiet):
        voting.vote(idea, by=person)
    follows.choose(quiet, idea, Level.NOTHING)
    writing.publish_revision(
        idea, Text("Turned", "N.", ""), by=author, note="T", read_number=1, is_material=True
    )
    assert told("idea.revised_materially") == {"Keen": "stands, mail"}


def test_a_reader_and_an_author_are_asked_by_name() -> None:
    cast = Cast()
    draft = cast.idea(Stage.DRAFT)
    authoring.invite(draft, cast["employee"], by=cast["author"])
    assert told("author.invited") == {"Emma Employee": "invited, mail"}


def test_milestones_reach_those_who_want_only_milestones() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN)
    follow(cast["executive"], idea, Level.MILESTONES)
    moving.perform(moves.TURN_DOWN, idea, by=cast["owner"], reason="No.")
    assert told("idea.turn_down") == {"Xenia Executive": "chosen"}
    assert in_digests("idea.turn_down") == {"Xenia Executive"}


def test_nobody_is_told_what_they_did_themselves() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN)
    follow(cast["author"], idea)
    commenting.post(idea, by=cast["author"], body="Words.", audience="everyone")
    assert told("comment.posted") == {}
    assert Comment.objects.count() == 1
    assert Idea.objects.get(pk=idea.pk).comment_count == 1


@pytest.mark.parametrize("is_hidden", [False, True], ids=["deleted", "hidden"])
def test_a_comment_that_is_gone_is_told_as_gone_and_mailed_no_more(is_hidden: bool) -> None:
    cast = Cast()
    reader, speaker, idea = cast["employee"], cast["marketing"], cast.idea(Stage.OPEN)
    mine = commenting.post(idea, by=reader, body="Why?", audience="everyone")
    for body in ("So.", "Because."):
        commenting.post(idea, by=speaker, body=body, audience="everyone", parent=mine)
        told("comment.posted")
    gone = Comment.objects.get(body="So.")
    if is_hidden:
        seen = moderation.version_of(gone)
        moderating.hide(gone, by=cast["owner"], against=Against.RESPECT, seen=seen, words="")
    else:
        commenting.delete(gone, by=speaker)
    notices = Notice.objects.filter(person=reader, event__kind="comment.posted").order_by("pk")
    said = f"{speaker.name} commented on “{idea.title}”"
    page = sign_in(reader).get("/notices/").content.decode()
    assert re.findall(f"Mark as read: ({said}[^<]*)<", page) == [said, f"{said}; the comment is gone since"]
    sections = contents.sections_of(reader, Notice.objects.filter(person=reader, why="answered"))
    assert [line.sentence for section in sections for line in section.lines] == [said]
    assert [str(need.label) for need in needs_of(reader)] == [f"Read: {said}"]
    assert [mailing.send(notice.pk) for notice in notices] == [False, True]
    heard = feed.seen_by(reader, Event.objects.filter(kind="comment.posted", actor=speaker).for_feed())
    assert [item.sentence for item in heard] == [said]
