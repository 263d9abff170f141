"""The life of a draft on one screen: every move, from where, to where."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ideanet.publishing import rules
from ideanet.publishing.stages import DraftState

if TYPE_CHECKING:
    from ideanet.people.models import Person
    from ideanet.publishing.models import Draft


@dataclass(frozen=True)
class Move:
    """`must_be_fit`: nothing may stand against the draft's leaving."""

    name: str
    label: Promise
    sources: frozenset[DraftState]
    target: DraftState
    must_be_fit: bool = False
    # Made by its own form rather than by a bare button.
    has_own_form: bool = False

    def is_open(self, person: "Person", draft: "Draft") -> bool:
        return draft.state in self.sources and rules.may_work_on(person, draft)


MARK_READY = Move(
    "mark_ready",
    _("Mark as ready"),
    frozenset({DraftState.PREPARING}),
    DraftState.READY,
    must_be_fit=True,
)
REOPEN = Move("reopen", _("Work on it again"), frozenset({DraftState.READY}), DraftState.PREPARING)
GO_LIVE = Move(
    "go_live",
    _("Record as live"),
    frozenset({DraftState.READY}),
    DraftState.LIVE,
    must_be_fit=True,
    has_own_form=True,
)
RETIRE = Move(
    "retire",
    _("Retire"),
    frozenset({DraftState.PREPARING, DraftState.READY, DraftState.LIVE}),
    DraftState.RETIRED,
)

MOVES: dict[str, Move] = {move.name: move for move in (MARK_READY, REOPEN, GO_LIVE, RETIRE)}


def open_moves(person: "Person", draft: "Draft") -> list[Move]:
    """The buttons of the draft's page."""
    return [move for move in MOVES.values() if not move.has_own_form and move.is_open(person, draft)]
