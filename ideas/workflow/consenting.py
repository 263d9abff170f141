"""The only code that writes proposals to merge: asked by one idea's author, answered by the other's."""

from datetime import timedelta
from typing import Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from ideanet.activity import events
from ideanet.activity.stages import Reach
from ideanet.people.models import Person
from ideas import consented, lapsing, merge_rules, rules
from ideas.errors import OutOfDateError, RefusedError
from ideas.models import Idea, Merge, MergeProposal
from ideas.querysets.merge_proposals import answerers
from ideas.stages import MergeProposalState
from ideas.workflow import merging

LASTS: Final = timedelta(days=14)
# So long a "no" is heard before the same may be asked again.
RESTS: Final = timedelta(days=90)


@transaction.atomic
def propose(idea: Idea, into: Idea, *, by: Person, reason: str) -> MergeProposal:
    """Ask the authors of the one that `by` did not write whether `idea` may live on in `into`.

    The same asked twice is asked once. Raises PermissionDenied, OutOfDateError when either has moved on, RefusedError
    where a stated rule is against it or none of them could see the other idea.
    """
    idea, into = merging.lock_both(idea.pk, into.pk)
    if not (rules.may_view(by, idea) and rules.may_view(by, into)):
        raise PermissionDenied
    if not merge_rules.writes_one_of(by, idea, into):
        raise PermissionDenied
    merging.check(idea, into)
    if not reason.strip():
        raise RefusedError(_("Say why: its authors read it."))
    asks_target = rules.is_author(by, idea)
    waiting = _waiting(idea, into, asks_target=asks_target)
    if waiting is not None:
        return waiting
    asked, asking = (into, idea) if asks_target else (idea, into)
    _check_asking(asked, asking, asks_target=asks_target)
    made = MergeProposal.objects.create(
        idea=idea, target=into, by=by, asks_target=asks_target, reason=reason, expires_at=Now() + LASTS
    )
    made.refresh_from_db(fields=["expires_at"])
    events.record(consented.PROPOSED, asked, by=by, subject=made, reach=Reach.NAMED)
    return made


def _waiting(idea: Idea, into: Idea, *, asks_target: bool) -> MergeProposal | None:
    """The same proposal, asked already; what expired by now makes room."""
    found = MergeProposal.objects.between(idea, into)
    lapsing.lapse(found.expired())
    waiting = found.filter(state=MergeProposalState.OPEN).first()
    if waiting is not None and (waiting.idea_id, waiting.asks_target) != (idea.pk, asks_target):
        raise RefusedError(_("One side has asked the other already. Answer that, or take it back first."))
    return waiting


def _check_asking(asked: Idea, asking: Idea, *, asks_target: bool) -> None:
    declined = MergeProposal.objects.between(asked, asking).filter(
        state=MergeProposalState.DECLINED, asks_target=asks_target, ended_at__gt=Now() - RESTS
    )
    if declined.exists():
        raise RefusedError(
            _("Its authors declined that in the last 90 days. Talk to them, or ask marketing to decide.")
        )
    if not answerers(asked, asking):
        raise RefusedError(
            _("None of its authors may see your idea. Change who may see it, or ask marketing to decide.")
        )


@transaction.atomic
def accept(proposal: MergeProposal, *, by: Person) -> Merge:
    """Merge the two, in the name of the author whose idea lives on in the other."""
    proposal = _to_answer(proposal, by)
    if not merge_rules.still_stands(proposal):
        raise OutOfDateError(_("Whoever asked you could not ask that any more."))
    _end(proposal, MergeProposalState.ACCEPTED, by=by)
    merged = merging.merge(
        proposal.idea,
        proposal.target,
        by=proposal.by if proposal.asks_target else by,
        reason=proposal.reason,
        is_agreed=True,
    )
    _tell_asker(proposal, by=by)
    return merged


@transaction.atomic
def decline(proposal: MergeProposal, *, by: Person, reason: str) -> None:
    proposal = _to_answer(proposal, by)
    if not reason.strip():
        raise RefusedError(_("Say why: every “no” carries a reason."))
    _end(proposal, MergeProposalState.DECLINED, by=by, answer=reason)
    _tell_asker(proposal, by=by)


@transaction.atomic
def withdraw(proposal: MergeProposal, *, by: Person) -> None:
    """The side that asked asks no longer."""
    proposal = _fresh(proposal)
    if not merge_rules.may_withdraw_proposal(by, proposal):
        raise PermissionDenied
    _check_open(proposal)
    _end(proposal, MergeProposalState.WITHDRAWN)
    events.record(consented.WITHDRAWN, proposal.asking, by=by, subject=proposal, reach=Reach.REVIEWERS)


def _to_answer(proposal: MergeProposal, by: Person) -> MergeProposal:
    proposal = _fresh(proposal)
    if not merge_rules.may_answer_proposal(by, proposal):
        raise PermissionDenied
    _check_open(proposal)
    return proposal


def _fresh(proposal: MergeProposal) -> MergeProposal:
    """As it is now, under the locks of both ideas and its own: of two answers at once, the second is late."""
    idea, target = merging.lock_both(proposal.idea_id, proposal.target_id)
    found = MergeProposal.objects.select_for_update(of=("self",)).select_related("by__organisation")
    fresh = found.get(pk=proposal.pk)
    fresh.idea, fresh.target = idea, target
    return fresh


def _check_open(proposal: MergeProposal) -> None:
    if not MergeProposal.objects.open().filter(pk=proposal.pk).exists():
        raise OutOfDateError(_("This was answered or taken back meanwhile, or its time is up."))


def _end(proposal: MergeProposal, state: str, *, by: Person | None = None, answer: str = "") -> None:
    proposal.state, proposal.answer = state, answer
    proposal.answered_by, proposal.ended_at = by, timezone.now()
    proposal.save(update_fields=["state", "answer", "answered_by", "ended_at"])


def _tell_asker(proposal: MergeProposal, *, by: Person) -> None:
    is_declined = proposal.state == MergeProposalState.DECLINED
    events.record(
        consented.DECLINED if is_declined else consented.ACCEPTED,
        proposal.asking,
        by=by,
        subject=proposal,
        reach=Reach.NAMED,
        person_id=proposal.by_id,
        **({"reason": proposal.answer} if is_declined else {}),
    )
