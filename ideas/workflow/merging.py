"""The only code that merges ideas, and takes them apart again."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from ideanet.activity import events
from ideanet.activity.stages import Reach
from ideanet.people.models import Person
from ideas import merge_rules, moves, notices, rules
from ideas.errors import OutOfDateError, RefusedError
from ideas.models import Comment, Idea, Merge, MergeProposal
from ideas.stages import DISCUSSED, Audience, MergeProposalState
from ideas.workflow import moving, tallies


@transaction.atomic
def merge(idea: Idea, into: Idea, *, by: Person, reason: str = "", is_agreed: bool = False) -> Merge:
    """Point the idea at another; whoever supports both supports that one once.

    An author of both consents by doing it; an author of one needs the other side's word, which `is_agreed` says is
    there (see `workflow.consenting`); marketing says why. Raises PermissionDenied, OutOfDateError when either has
    moved on, RefusedError where a stated rule is against it.
    """
    idea, into = lock_both(idea.pk, into.pk)
    if not (moves.MERGE.allows(by, idea) and rules.may_view(by, into)):
        raise PermissionDenied
    check(idea, into)
    if not is_agreed:
        _check_consent(idea, into, by, reason)
    before = {"owed_by": idea.owed_by, "answer_due_on": idea.answer_due_on, "answered_at": idea.answered_at}
    moving.advance(moves.MERGE, idea, by=by, reason=reason, merged_into=into)
    made = Merge.objects.create(idea=idea, target=into, by=by, reason=reason, **before)
    _overtake(idea)
    _count(into, 1)
    events.record(notices.ABSORBED, into, by=by, round=into.round_number)
    # Nobody earns by merging their own ideas with one another.
    if not _authors(idea) & _authors(into):
        events.record(notices.MERGED_INTO, idea, by=by, reach=Reach.NAMED)
    return made


@transaction.atomic
def undo(idea: Idea, *, by: Person) -> None:
    """Make it an idea of its own again, owed its answer as before; both have the tallies they had."""
    pointer = Idea.objects.values_list("merged_into", flat=True).get(pk=idea.pk)
    idea, into = lock_both(idea.pk, pointer or idea.pk)
    if not moves.UNMERGE.allows(by, idea):
        raise PermissionDenied
    made = Merge.objects.filter(idea=idea, target=into, undone_at__isnull=True).first()
    if made is None:
        raise OutOfDateError(moving.gone(moves.UNMERGE))
    days = max((made.answer_due_on - timezone.localdate()).days, 1)
    owed_by = made.owed_by if made.owed_by.is_active else None
    moving.advance(moves.UNMERGE, idea, by=by, owed_by=owed_by, owed_days=days)
    Idea.objects.filter(pk=idea.pk).update(answered_at=_answered_at(made))
    Merge.objects.filter(pk=made.pk).update(undone_at=timezone.now(), undone_by=by)
    _count(into, -1)
    events.record(notices.RELEASED, into, by=by, round=into.round_number)


def _answered_at(made: Merge) -> datetime | None:
    """When the answer was given that stands now: before the two were merged, or while they were."""
    answer = Comment.objects.pinned().filter(idea=made.idea_id).first()
    if answer is None or answer.pinned_at is None:
        return None
    return answer.pinned_at if made.answered_at is not None or answer.pinned_at > made.at else None


def lock_both(first: int, second: int) -> tuple[Idea, Idea]:
    """Both, always in the same order: two merges crossing each other wait, and neither waits forever."""
    rows = Idea.objects.for_rules().select_for_update(of=("self",)).filter(pk__in={first, second})
    found = {idea.pk: idea for idea in rows.order_by("pk")}
    return found[first], found[second]


def check(idea: Idea, into: Idea) -> None:
    if idea.pk == into.pk:
        raise RefusedError(_("An idea cannot be merged into itself."))
    if idea.stage not in moves.MERGE.sources:
        raise OutOfDateError(moving.gone(moves.MERGE))
    if into.stage not in DISCUSSED:
        raise OutOfDateError(_("“%(title)s” takes no ideas in: it has moved on.") % {"title": into.title})
    if idea.merged_count:
        raise RefusedError(_("Others were merged into this idea. Make them ideas of their own again first."))
    if idea.audience == Audience.RESTRICTED and into.audience != Audience.RESTRICTED:
        raise RefusedError(
            _(
                "A restricted idea can only be merged into a restricted one. Its authors can change who may see it."
            )
        )


def _check_consent(idea: Idea, into: Idea, by: Person, reason: str) -> None:
    if merge_rules.writes_one_of(by, idea, into):
        raise RefusedError(_("Ask the authors of the other idea: both sides have a say when two become one."))
    if not rules.is_author(by, idea) and not reason.strip():
        raise RefusedError(_("Say why: its authors read it."))


def _overtake(idea: Idea) -> None:
    """What was still asked about it has no answer any more."""
    MergeProposal.objects.on(idea).filter(state=MergeProposalState.OPEN).update(
        state=MergeProposalState.LAPSED, ended_at=timezone.now()
    )


def _count(into: Idea, change: int) -> None:
    Idea.objects.filter(pk=into.pk).update(merged_count=F("merged_count") + change)
    into.refresh_from_db(fields=["merged_count"])
    tallies.recount_votes(into)


def _authors(idea: Idea) -> set[int]:
    return {authorship.person_id for authorship in idea.authorships.all() if authorship.accepted_at}
