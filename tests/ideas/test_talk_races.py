"""Merging, reporting and hiding at the very same moment: real threads, real transactions."""

from functools import partial

import pytest
from django.db.models import Q

from ideanet.people.stages import Role
from ideas import moderation
from ideas.errors import OutOfDateError
from ideas.models import Comment, Idea, Merge, Report
from ideas.stages import Against, Audience, Stage
from ideas.workflow import answering, commenting, merging, moderating, voting
from tests import factories
from tests.ideas.test_races import at_once, everything_adds_up, kinds

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_ideas_merged_into_each_other_at_once_are_merged_one_way() -> None:
    author = factories.make_employee()
    for _ in range(3):
        one, other = factories.make_idea(author), factories.make_idea(author)
        outcomes = at_once(
            partial(merging.merge, one, other, by=author), partial(merging.merge, other, one, by=author)
        )
        assert kinds(outcomes) == ["Merge", "OutOfDateError"]
        assert Idea.objects.filter(Q(pk=one.pk) | Q(pk=other.pk), stage=Stage.MERGED).count() == 1
    everything_adds_up()


def test_a_chain_never_comes_of_two_merges_at_once() -> None:
    author = factories.make_employee()
    first, second, third = (factories.make_idea(author) for _ in range(3))
    outcomes = at_once(
        lambda: merging.merge(first, second, by=author), lambda: merging.merge(second, third, by=author)
    )
    assert kinds(outcomes) in (["Merge", "OutOfDateError"], ["Merge", "RefusedError"])
    assert Merge.objects.count() == 1
    everything_adds_up()


def test_votes_beside_a_merge_are_all_counted() -> None:
    marketer = factories.make_powerful(Role.MARKETING)
    idea = factories.make_idea(audience=Audience.NETWORK)
    into = factories.make_idea(audience=Audience.NETWORK)
    people = [factories.make_employee() for _ in range(3)]
    voting.vote(idea, by=people[0])
    at_once(
        lambda: merging.merge(idea, into, by=marketer, reason="The same."),
        *[lambda person=person: voting.vote(into, by=person) for person in people],
        lambda: voting.vote(idea, by=people[2]),
    )
    assert Idea.objects.get(pk=into.pk).backer_count == 3
    everything_adds_up()


def test_support_taken_back_while_ideas_are_taken_apart_adds_up() -> None:
    author, backer = factories.make_employee(), factories.make_employee()
    for order in (0, 1):
        first, second = factories.make_idea(author), factories.make_idea(author)
        idea, into = (first, second) if order else (second, first)
        voting.vote(idea, by=backer)
        merging.merge(idea, into, by=author)
        outcomes = at_once(partial(voting.unvote, into, by=backer), partial(merging.undo, idea, by=author))
        assert kinds(outcomes) == ["Idea", "NoneType"]
        everything_adds_up()


def test_two_official_answers_at_once_leave_one() -> None:
    idea, marketer = factories.make_idea(), factories.make_powerful(Role.MARKETING)
    comments = [
        commenting.post(idea, by=factories.make_employee(), body="An answer.", audience="everyone")
        for _ in range(2)
    ]
    outcomes = at_once(*[lambda comment=comment: answering.pin(comment, by=marketer) for comment in comments])
    assert kinds(outcomes) == ["NoneType", "NoneType"]
    assert Comment.objects.pinned().count() == 1


def test_reporting_twice_at_once_is_one_report() -> None:
    idea, reporter = factories.make_idea(), factories.make_employee()
    comment = commenting.post(idea, by=factories.make_employee(), body="Words.", audience="everyone")
    outcomes = at_once(*[lambda: moderating.report(comment, by=reporter, against=Against.RESPECT)] * 3)
    assert {outcome.pk for outcome in outcomes} == {Report.objects.get().pk}


def test_a_comment_is_hidden_as_it_was_read_or_not_at_all() -> None:
    idea, marketer = factories.make_idea(), factories.make_powerful(Role.MARKETING)
    speaker = factories.make_employee()
    for _ in range(3):
        comment = commenting.post(idea, by=speaker, body="Unkind.", audience="everyone")
        seen = moderation.version_of(Comment.objects.get(pk=comment.pk))
        hidden, edited = at_once(
            partial(moderating.hide, comment, by=marketer, against=Against.RESPECT, words="", seen=seen),
            partial(commenting.edit, comment, by=speaker, body="Kind.", may_quote=False),
        )
        kept = Comment.objects.get(pk=comment.pk)
        assert isinstance(hidden, OutOfDateError) != isinstance(edited, OutOfDateError)
        assert (kept.body, kept.is_hidden) in {("Unkind.", True), ("Kind.", False)}
    everything_adds_up()
