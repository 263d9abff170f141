"""Answering a proposal to merge at the very same moment: real threads, real transactions."""

from datetime import timedelta
from functools import partial

import pytest
from django.db.models.functions import Now

from ideanet.activity.models import Event
from ideanet.people.stages import Role
from ideas import lapsing
from ideas.models import Idea, Merge, MergeProposal
from ideas.stages import Stage
from ideas.workflow import consenting, merging
from tests import factories
from tests.ideas.test_races import at_once, everything_adds_up, kinds

pytestmark = pytest.mark.django_db(transaction=True)


def make() -> tuple[MergeProposal, Idea, Idea]:
    idea, into = factories.make_idea(), factories.make_idea()
    proposal = consenting.propose(idea, into, by=idea.created_by, reason="The same.")
    return MergeProposal.objects.get(pk=proposal.pk), idea, into


def test_answering_twice_at_once_is_answering_once() -> None:
    proposal, _idea, into = make()
    outcomes = at_once(
        partial(consenting.accept, proposal, by=into.created_by),
        partial(consenting.accept, proposal, by=into.created_by),
        partial(consenting.decline, proposal, by=into.created_by, reason="No."),
    )
    assert len([kind for kind in kinds(outcomes) if kind == "OutOfDateError"]) == 2
    proposal.refresh_from_db()
    assert Merge.objects.count() == int(proposal.state == "accepted")
    everything_adds_up()


def test_agreeing_while_marketing_merges_it_elsewhere_merges_it_once() -> None:
    marketer = factories.make_powerful(Role.MARKETING)
    for _ in range(2):
        proposal, idea, into = make()
        third = factories.make_idea()
        outcomes = at_once(
            partial(consenting.accept, proposal, by=into.created_by),
            partial(merging.merge, idea, third, by=marketer, reason="The same."),
        )
        assert kinds(outcomes) == ["Merge", "OutOfDateError"]
        assert Idea.objects.get(pk=idea.pk).stage == Stage.MERGED
        proposal.refresh_from_db()
        assert not proposal.is_open
    everything_adds_up()


def test_both_sides_asking_at_once_is_asked_once() -> None:
    idea, into = factories.make_idea(), factories.make_idea()
    outcomes = at_once(
        partial(consenting.propose, idea, into, by=idea.created_by, reason="R"),
        partial(consenting.propose, idea, into, by=idea.created_by, reason="R"),
        partial(consenting.propose, idea, into, by=into.created_by, reason="R"),
    )
    assert "RefusedError" in kinds(outcomes)
    assert MergeProposal.objects.count() == 1
    assert Event.objects.filter(kind="merge.proposed").count() == 1


def test_a_sweep_beside_a_sweep_tells_of_it_once() -> None:
    proposal, _idea, _into = make()
    MergeProposal.objects.filter(pk=proposal.pk).update(expires_at=Now() - timedelta(days=1))
    at_once(*[lapsing.lapse_all] * 3)
    assert Event.objects.filter(kind="merge.lapsed").count() == 1
