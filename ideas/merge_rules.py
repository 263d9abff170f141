"""Who may ask that ideas be merged, and who answers: pure functions of person and object."""

from typing import TYPE_CHECKING

from ideas import rules
from ideas.stages import DISCUSSED, Stage

if TYPE_CHECKING:
    from ideanet.people.models import Person
    from ideas.models import Idea, MergeProposal


def writes_one_of(person: "Person", idea: "Idea", other: "Idea") -> bool:
    """An author of one and not of the other: merging the two takes the other side's word."""
    return rules.is_author(person, idea) != rules.is_author(person, other)


def can_merge(idea: "Idea", target: "Idea") -> bool:
    """As far as their stages go."""
    return idea.stage == Stage.OPEN and target.stage in DISCUSSED


def may_view_proposal(person: "Person", proposal: "MergeProposal") -> bool:
    """Twin: `MergeProposalQuerySet.visible_to`. The authors of either idea, who see both."""
    if not (rules.may_view(person, proposal.idea) and rules.may_view(person, proposal.target)):
        return False
    return rules.is_author(person, proposal.idea) or rules.is_author(person, proposal.target)


def may_answer_proposal(person: "Person", proposal: "MergeProposal") -> bool:
    return may_view_proposal(person, proposal) and rules.is_author(person, proposal.asked)


def may_withdraw_proposal(person: "Person", proposal: "MergeProposal") -> bool:
    """Any author of the idea that asks."""
    return may_view_proposal(person, proposal) and rules.is_author(person, proposal.asking)


def still_stands(proposal: "MergeProposal") -> bool:
    """Whoever asked could still ask today."""
    asker = proposal.by
    return rules.is_author(asker, proposal.asking) and rules.may_view(asker, proposal.asked)
