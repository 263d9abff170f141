"""The only code that writes votes."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from ideanet.activity import events, follows
from ideanet.activity.stages import Reason
from ideanet.people.models import Person
from ideas import notices, rules
from ideas.models import Idea, Revision, Vote
from ideas.workflow import tallies
from ideas.workflow.writing import lock


@transaction.atomic
def vote(idea: Idea, *, by: Person) -> Idea:
    """Support the current revision; voting again, or twice at once, is one vote. Returns the idea with its tallies."""
    idea = lock(idea)
    if not rules.may_vote(by, idea):
        raise PermissionDenied
    revision = Revision.objects.only("pk").get(idea=idea, number=idea.revision_number)
    vote, is_new = Vote.objects.get_or_create(
        idea=idea, person=by, defaults={"revision": revision, "organisation_id": by.organisation_id}
    )
    if is_new:
        tallies.keep(idea, tallies.recount_votes(idea))
        tallies.hear(idea, by)
        follows.follow(by, idea, reason=Reason.VOTED)
        events.record(
            notices.VOTED,
            idea,
            by=by,
            subject=vote,
            revision=idea.revision_number,
            round=idea.round_number,
        )
    return idea


@transaction.atomic
def unvote(idea: Idea, *, by: Person) -> Idea:
    """Take support back; taking back what is not there changes nothing."""
    idea = lock(idea)
    if not rules.may_vote(by, idea):
        raise PermissionDenied
    gone, _rows = Vote.objects.filter(idea=idea, person=by).delete()
    if gone:
        tallies.keep(idea, tallies.recount_votes(idea))
        events.record(notices.UNVOTED, idea, by=by, round=idea.round_number)
    return idea
