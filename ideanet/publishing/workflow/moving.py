"""The only code that changes a draft's state."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ideanet.activity import events
from ideanet.activity.stages import Reach
from ideanet.people.models import Person
from ideanet.publishing import leaving, moves, notices, rules
from ideanet.publishing.models import Draft
from ideanet.publishing.moves import Move
from ideanet.publishing.workflow.drafting import lock
from ideas import moves as idea_moves
from ideas.errors import OutOfDateError, RefusedError
from ideas.stages import Stage
from ideas.workflow import moving as idea_moving


@transaction.atomic
def perform(move: Move, draft: Draft, *, by: Person) -> Draft:
    """Make a move. Raises PermissionDenied, OutOfDateError when the draft has moved on, and
    RefusedError with all that stands against its leaving."""
    if move.has_own_form:
        raise PermissionDenied
    return _advance(move, draft, by)


@transaction.atomic
def go_live(draft: Draft, *, by: Person, url: str, on: date) -> Draft:
    """Record that the piece was published at this address on this day; its idea is published with it."""
    if on > timezone.localdate():
        raise RefusedError(_("Record it when it is out: the date is still to come."))
    draft = _advance(moves.GO_LIVE, draft, by, live_url=url, live_on=on)
    if draft.idea.stage == Stage.APPROVED:
        idea_moving.advance(idea_moves.PUBLISH, draft.idea, by=by, url=url, draft=draft.pk)
    else:
        events.record(notices.DRAFT_LIVE, draft.idea, by=by, subject=draft, url=url, draft=draft.pk)
    return draft


def _advance(move: Move, draft: Draft, by: Person, **fields: object) -> Draft:
    draft = lock(draft)
    if not rules.may_work_on(by, draft):
        raise PermissionDenied
    if draft.state not in move.sources:
        raise OutOfDateError(
            _("“%(move)s” is no longer possible: the draft has moved on.") % {"move": move.label}
        )
    if move.must_be_fit and (found := leaving.obstacles(draft)):
        raise RefusedError(" ".join(found))
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.state, draft.changed_at = move.target, timezone.now()
    draft.save(update_fields=["state", "changed_at", *fields])
    events.record(
        notices.DRAFT_MOVED,
        draft.idea,
        by=by,
        subject=draft,
        reach=Reach.REVIEWERS,
        draft=draft.pk,
        state=draft.state.value,
    )
    return draft
