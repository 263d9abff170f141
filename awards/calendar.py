"""A cycle's dates against the database's clock: which phase is open, what comes next, what state that is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from awards.stages import PhaseKind, State

if TYPE_CHECKING:
    from awards.models import Phase


@dataclass(frozen=True)
class Step:
    """One line of the cycle's calendar as pages show it. `closes_at` is None for the results."""

    label: Promise | str
    opens_at: datetime
    closes_at: datetime | None
    is_done: bool
    is_current: bool


@dataclass(frozen=True)
class Calendar:
    """`phases` in order of opening; `now` as the database told it with them."""

    phases: Sequence["Phase"]
    now: datetime
    results_at: datetime
    is_announced: bool
    is_signed: bool

    def of(self, kind: PhaseKind) -> list["Phase"]:
        return [phase for phase in self.phases if phase.kind == kind]

    def open(self, kind: PhaseKind) -> "Phase | None":
        """The phase of this kind that is open now, if the cycle is announced."""
        if not self.is_announced:
            return None
        return next((p for p in self.of(kind) if p.opens_at <= self.now < p.closes_at), None)

    def has_begun(self, kind: PhaseKind) -> bool:
        return self.is_announced and any(p.opens_at <= self.now for p in self.of(kind))

    def is_over(self, kind: PhaseKind) -> bool:
        """Whether every phase of this kind has closed; true where there is none."""
        return self.is_announced and all(p.closes_at <= self.now for p in self.of(kind))

    @property
    def is_decided(self) -> bool:
        """Whether nothing can change the results any more: every phase has closed."""
        return self.is_announced and all(p.closes_at <= self.now for p in self.phases)

    @property
    def is_released(self) -> bool:
        """Two people have released the results and their time has come."""
        return self.is_signed and self.results_at <= self.now

    @property
    def last_round(self) -> int:
        return max((p.number for p in self.of(PhaseKind.JUDGING)), default=0)

    @property
    def state(self) -> State:
        if not self.is_announced:
            return State.DRAFT
        if self.is_released:
            return State.RELEASED
        current = [p for p in self.phases if p.opens_at <= self.now < p.closes_at]
        if current:
            return State(current[0].kind)
        if all(p.opens_at > self.now for p in self.phases):
            return State.COMING
        return State.DECIDING if self.is_decided else State.BETWEEN

    @property
    def next_date(self) -> datetime | None:
        """When something opens or closes next; None once all has."""
        dates = [p.opens_at for p in self.phases] + [p.closes_at for p in self.phases] + [self.results_at]
        return min((date for date in dates if date > self.now), default=None)

    @property
    def steps(self) -> list[Step]:
        """Every phase and the results, for partials/phases.html."""
        found = [
            Step(
                label=phase.label,
                opens_at=phase.opens_at,
                closes_at=phase.closes_at,
                is_done=self.is_announced and phase.closes_at <= self.now,
                is_current=self.is_announced and phase.opens_at <= self.now < phase.closes_at,
            )
            for phase in self.phases
        ]
        deciding = self.state in {State.DECIDING, State.RELEASED}
        return [*found, Step(_("Results"), self.results_at, None, self.is_released, deciding)]
