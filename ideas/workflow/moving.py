"""The only code that changes an idea's stage."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from ideanet.activity import events
from ideanet.activity.models import Event
from ideanet.people.models import Person
from ideanet.people.stages import Role
from ideas import heat, moves, notices
from ideas.errors import OutOfDateError, RefusedError
from ideas.models import Handover, Idea, Round, Theme
from ideas.moves import Move, Room
from ideas.stages import Stage
from ideas.workflow.writing import check_audience, lock, publish_first_revision

# What a move may change beside the stage.
MOVED_FIELDS = (
    "stage", "changed_at", "opened_at", "owed_by", "answer_due_on", "answered_at", "round_number", "voices",
    "outcome", "adopted_by", "adopted_on", "merged_into",
)  # fmt: skip


def perform(move: Move, idea: Idea, *, by: Person, reason: str = "", **data: Any) -> Event:
    """Make a move that the person may make on the idea's own page.

    Raises PermissionDenied, OutOfDateError when the idea has moved on, RefusedError for a missing reason
    or a closed theme.
    """
    if move.room is not Room.IDEAS:
        raise PermissionDenied
    return advance(move, idea, by=by, reason=reason, **data)


@transaction.atomic
def advance(
    move: Move,
    idea: Idea,
    *,
    by: Person,
    reason: str = "",
    owed_by: Person | None = None,
    owed_days: int | None = None,
    unsigned: bool = False,
    merged_into: Idea | None = None,
    **data: Any,
) -> Event:
    """Make any move; rooms above call this after their own checks, inside their own transaction.

    `owed_by` and `owed_days` say who owes the idea an answer next, where it is not the theme's owner.
    `merged_into` is for MERGE alone: see `workflow.merging`, which keeps the tallies.
    An `unsigned` event names nobody: councils decide as councils, and their rooms know who did.
    `data` goes into the event and must not say more than everyone who sees the idea may learn.
    """
    # The lock makes two people clicking at once a conflict, not a race.
    idea = lock(idea)
    _check(move, idea, by, reason)
    if move is moves.SUBMIT:
        _submit(idea, by)
    if move is moves.NEW_ROUND:
        _start_round(idea, by)
    idea.stage, idea.changed_at, idea.merged_into = move.target, timezone.now(), merged_into
    _owe(idea, owed_by, owed_days)
    idea.save(update_fields=MOVED_FIELDS)
    if move is moves.SUBMIT:
        heat.recount_support(idea.pk)
    return events.record(
        notices.MOVED[move.name],
        idea,
        by=None if unsigned else by,
        reason=reason,
        stage=move.target.value,
        round=idea.round_number,
        **data,
    )


def _check(move: Move, idea: Idea, by: Person, reason: str) -> None:
    if not move.allows(by, idea):
        raise PermissionDenied
    if idea.stage not in move.sources:
        raise OutOfDateError(gone(move))
    if move.needs_reason and not reason.strip():
        raise RefusedError(_("Say why: every “no” carries a reason."))


def gone(move: Move) -> str:
    """What is said when a move is no longer possible."""
    return _("“%(move)s” is no longer possible: the idea has moved on.") % {"move": move.label}


def _submit(idea: Idea, by: Person) -> None:
    # By the database's clock, which is the same for everyone.
    if not Theme.objects.taking_ideas().filter(pk=idea.theme_id).exists():
        raise RefusedError(
            _("The theme “%(theme)s” is not taking ideas now. Your draft is kept; choose another theme.")
            % {"theme": idea.theme}
        )
    if Handover.objects.waiting().on_behalf().on(idea).exists():
        raise RefusedError(
            _("You wrote this on somebody's behalf: it is theirs to submit once they have confirmed it.")
        )
    if not idea.nugget.strip():
        raise RefusedError(_("Give the idea its nugget first: one paragraph that says it all."))
    check_audience(idea.theme, idea.audience, idea.shared_with.all())
    publish_first_revision(idea, by=by)
    idea.opened_at = timezone.now()


def _start_round(idea: Idea, by: Person) -> None:
    idea.round_number += 1
    idea.voices = []
    Round.objects.create(idea=idea, number=idea.round_number, started_by=by)


def _owe(idea: Idea, owed_by: Person | None, owed_days: int | None) -> None:
    """Promise 1: who owes the next answer, and when; nobody once the idea is decided."""
    idea.answered_at = None
    if idea.stage not in {Stage.OPEN, Stage.IN_REVIEW}:
        idea.owed_by, idea.answer_due_on = None, None
        return
    idea.owed_by = owed_by or _answerer(idea)
    idea.answer_due_on = timezone.localdate() + timedelta(days=owed_days or idea.theme.answer_days)


def owe_anew(idea: Idea) -> None:
    """On a locked idea whose authors changed: nobody owes an answer to what is their own."""
    idea = lock(idea)
    if any(authorship.person_id == idea.owed_by_id for authorship in idea.authorships.all()):
        idea.owed_by = _answerer(idea)
        idea.save(update_fields=["owed_by"])


def _answerer(idea: Idea) -> Person:
    """The theme's owner; somebody of marketing for an idea of the owner's own, or when the owner left."""
    owner = idea.theme.owner
    authors = {authorship.person_id for authorship in idea.authorships.all()}
    if owner.is_active and owner.pk not in authors:
        return owner
    others = Person.objects.active().employees().granted(Role.MARKETING).exclude(pk__in=authors)
    return others.order_by("pk").first() or owner


@transaction.atomic
def adopt(idea: Idea, *, by: Person, adopted_by: str, adopted_on: Any, outcome: str) -> Event:
    """Record that the idea was put into practice: by whom, since when, and what came of it."""
    event = perform(
        moves.ADOPT, idea, by=by, reason=outcome, adopted_by=adopted_by, adopted_on=str(adopted_on)
    )
    Idea.objects.filter(pk=idea.pk).update(
        adopted_by=adopted_by, adopted_on=adopted_on, outcome=outcome, changed_at=Now()
    )
    return event
