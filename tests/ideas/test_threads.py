"""A page of comments as one reader sees it."""

import pytest

from ideanet.people.stages import OrganisationKind
from ideas import discussions, threads
from ideas.models import Comment, Idea
from ideas.stages import Audience, Stage, TalkOrder
from ideas.threads import Shown
from ideas.workflow import commenting
from tests import factories
from tests.ideas.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest.fixture
def idea(cast: Cast) -> Idea:
    return cast.idea(Stage.OPEN, Audience.NETWORK)


def say(
    idea: Idea, cast: Cast, kind: str, parent: Comment | None = None, audience: str = "everyone"
) -> Comment:
    return commenting.post(idea, by=cast[kind], body="Words.", audience=audience, parent=parent)


def tree(idea: Idea, cast: Cast, kind: str, **options: object) -> list[Shown]:
    loaded = Idea.objects.for_page(cast[kind]).get(pk=idea.pk)
    found: list[Shown] = discussions.discussion_of(loaded, cast[kind], **options)["threads"]  # type: ignore[arg-type]  # its options
    return found


def outline(shown: list[Shown]) -> list[object]:
    return [(s.comment.pk, outline(s.replies)) if s.replies else s.comment.pk for s in shown]


def test_replies_stand_under_what_they_answer(idea: Idea, cast: Cast) -> None:
    first = say(idea, cast, "employee")
    other = say(idea, cast, "rival")
    answer = say(idea, cast, "author", first)
    thanks = say(idea, cast, "employee", answer)
    again = say(idea, cast, "owner", first)
    assert outline(tree(idea, cast, "employee")) == [
        (first.pk, [(answer.pk, [thanks.pk]), again.pk]),
        other.pk,
    ]


def test_a_very_deep_thread_becomes_flat_and_says_what_each_answers(idea: Idea, cast: Cast) -> None:
    last = None
    for number in range(8):
        last = say(idea, cast, ("employee", "author")[number % 2], last)
    shown = tree(idea, cast, "employee")
    for _ in range(threads.DEEPEST):
        assert len(shown) == 1
        shown = shown[0].replies
    assert [s.answers for s in shown] == [
        "",
        "Answers Emma Employee",
        "Answers Arthur Author",
        "Answers Emma Employee",
    ]


def test_a_reply_whose_parent_is_out_of_sight_says_so(idea: Idea, cast: Cast) -> None:
    """Who was on the council keeps their own words, not those they answered."""
    parent = say(idea, cast, "author", audience="reviewers")
    say(idea, cast, "councillor", parent, audience="reviewers")
    idea.reader_rows.all().delete()
    assert [(s.answers, s.name) for s in tree(idea, cast, "councillor")] == [
        ("Answers an earlier comment", "Conrad Councillor")
    ]


@pytest.mark.parametrize(
    ("reader", "names"),
    [
        (
            "employee",
            ["Emma Employee", "Rita Rival", "Ada Academic", "Conrad Councillor", "Helpful Association"],
        ),
        ("chosen", ["Emma Employee", "A customer", "An academic", "An analyst", "An association"]),
        ("rival", ["Emma Employee", "Rita Rival", "An academic", "An analyst", "An association"]),
    ],
)
def test_outsiders_learn_no_name_of_another_house(
    idea: Idea, cast: Cast, reader: str, names: list[str]
) -> None:
    for kind in ("employee", "rival", "academic", "councillor"):
        say(idea, cast, kind)
    friend = factories.make_outsider(OrganisationKind.ASSOCIATION, name="Helpful Association")
    commenting.post(idea, by=friend, body="Words.", audience="everyone")
    assert [s.name for s in tree(idea, cast, reader)] == names


def test_what_a_reader_may_do_with_a_comment(idea: Idea, cast: Cast) -> None:
    say(idea, cast, "employee")
    Idea.objects.filter(pk=idea.pk).update(revision_number=2)
    found = {
        kind: [(s.may_reply, s.may_edit, s.may_answer) for s in tree(idea, cast, kind)]
        for kind in ("employee", "author", "rival")
    }
    assert found == {
        "employee": [(True, True, False)],
        "author": [(True, False, True)],
        "rival": [(True, False, False)],
    }


def test_nothing_can_be_done_with_a_tombstone(idea: Idea, cast: Cast) -> None:
    comment = say(idea, cast, "employee")
    commenting.delete(comment, by=cast["employee"])
    Idea.objects.filter(pk=idea.pk).update(revision_number=2)
    for kind in ("employee", "author"):
        assert [(s.may_reply, s.may_edit, s.may_answer) for s in tree(idea, cast, kind)] == [(False,) * 3]


def test_a_comments_page_is_found_wherever_it_stands(
    idea: Idea, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(discussions, "COMMENTS", 5)
    comments = []
    for _ in range(3):
        root = say(idea, cast, "employee")
        comments += [root, *(say(idea, cast, "author", root) for _ in range(2))]
    long = say(idea, cast, "employee")
    comments += [long, *(say(idea, cast, "author", long) for _ in range(9))]
    for comment in comments:
        after = discussions.cursor_for(comment, cast["employee"])
        shown = tree(idea, cast, "employee", after=after, focus=comment.pk)
        assert comment.pk in flat(shown)
        assert [s.comment.pk for s in every(shown) if s.is_focused] == [comment.pk]
    assert [discussions.cursor_for(c, cast["employee"]) == "" for c in comments[:6]] == [True] * 5 + [False]


def every(shown: list[Shown]) -> list[Shown]:
    return [found for s in shown for found in [s, *every(s.replies)]]


def flat(shown: list[Shown]) -> list[int]:
    return [s.comment.pk for s in every(shown)]


def test_where_a_comment_stands_does_not_depend_on_what_the_reader_may_not_see(
    idea: Idea, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(discussions, "COMMENTS", 5)
    for _ in range(9):
        say(idea, cast, "employee", audience="employees")
    comment = say(idea, cast, "employee")
    assert discussions.cursor_for(comment, cast["rival"]) == ""
    assert discussions.cursor_for(comment, cast["employee"]) != ""


def test_many_replies_are_folded_but_never_the_one_that_is_looked_for(idea: Idea, cast: Cast) -> None:
    root = say(idea, cast, "employee")
    replies = [say(idea, cast, "author", root) for _ in range(6)]
    say(idea, cast, "employee", replies[4])
    (shown,) = tree(idea, cast, "employee")
    keys, branch = [reply.pk for reply in replies], shown.branch
    assert [reply.card.pk for reply in branch.first_replies] == keys[:3]
    assert ([reply.card.pk for reply in branch.folded], branch.folded_count) == (keys[3:], 4)
    assert branch.is_unfolded is False
    (shown,) = tree(idea, cast, "employee", focus=replies[5].pk)
    assert shown.branch.is_unfolded is True


def test_one_reply_more_is_not_worth_folding(idea: Idea, cast: Cast) -> None:
    root = say(idea, cast, "employee")
    for _ in range(4):
        say(idea, cast, "author", root)
    (shown,) = tree(idea, cast, "employee")
    assert (len(shown.branch.first_replies), shown.branch.folded) == (4, ())


def test_by_time_they_stand_one_below_the_other_and_say_what_they_answer(idea: Idea, cast: Cast) -> None:
    first = say(idea, cast, "employee")
    other = say(idea, cast, "employee")
    reply = say(idea, cast, "author", first)
    newest = tree(idea, cast, "employee", order=TalkOrder.NEWEST)
    assert [s.comment for s in newest] == [reply, other, first]
    assert [s.answers for s in newest] == ["Answers an earlier comment", "", ""]
    assert [s.comment for s in tree(idea, cast, "employee", order=TalkOrder.OLDEST)] == [first, other, reply]
