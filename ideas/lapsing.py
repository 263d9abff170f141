"""Proposals to merge that nobody answered in time lapse, and whoever asked is told once."""

from django.db import transaction
from django.utils import timezone

from ideanet.activity import events
from ideanet.activity.stages import Reach
from ideas import consented
from ideas.models import MergeProposal
from ideas.querysets.merge_proposals import MergeProposalQuerySet
from ideas.stages import MergeProposalState


def lapse_all() -> int:
    """All whose time is up; says how many there were."""
    keys = MergeProposal.objects.expired().order_by("pk").values_list("pk", flat=True)
    return sum(lapse_one(key) for key in keys.iterator(chunk_size=500))


@transaction.atomic
def lapse_one(key: int) -> int:
    """0 if it was answered, or somebody else just did it."""
    return lapse(
        MergeProposal.objects.filter(pk=key).expired().select_for_update(skip_locked=True, of=("self",))
    )


def lapse(expired: MergeProposalQuerySet) -> int:
    """Inside a transaction that keeps others away from them."""
    found = list(expired.select_related("idea", "target"))
    for proposal in found:
        proposal.state, proposal.ended_at = MergeProposalState.LAPSED, timezone.now()
        proposal.save(update_fields=["state", "ended_at"])
        events.record(
            consented.LAPSED,
            proposal.asking,
            by=None,
            subject=proposal,
            reach=Reach.NAMED,
            person_id=proposal.by_id,
        )
    return len(found)
