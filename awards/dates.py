"""When a cycle's phases are: what a form says of them, and whether they can follow one another so."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from django.utils.translation import gettext as _

from awards.models import Phase
from awards.stages import PhaseKind

ROUNDS = 3
# Every phase that a cycle can have, in the order in which pages ask for them.
SLOTS: tuple[tuple[PhaseKind, int], ...] = (
    (PhaseKind.ENTRY, 1),
    (PhaseKind.SCREENING, 1),
    *((PhaseKind.JUDGING, number) for number in range(1, ROUNDS + 1)),
    (PhaseKind.PEOPLE, 1),
)


@dataclass(frozen=True)
class Span:
    opens_at: datetime
    closes_at: datetime


Dates = Mapping[tuple[PhaseKind, int], Span]


def dates_of(phases: Iterable[Phase]) -> dict[tuple[PhaseKind, int], Span]:
    return {(PhaseKind(p.kind), p.number): Span(p.opens_at, p.closes_at) for p in phases}


def objections(dates: Dates, results_at: datetime) -> list[str]:
    """What is wrong with the order of the dates, each as a sentence; empty when they can stand."""
    found = []
    entry = dates.get((PhaseKind.ENTRY, 1))
    if entry is None:
        return [_("Say when ideas can be entered.")]
    deciding = {
        slot: span for slot, span in dates.items() if slot[0] in {PhaseKind.JUDGING, PhaseKind.PEOPLE}
    }
    if not deciding:
        found.append(_("Say when the jury judges or the people choose, or both."))
    if any(span.opens_at < entry.closes_at for span in deciding.values()):
        found.append(_("Judging and the people’s choice begin when entry has closed."))
    screening = dates.get((PhaseKind.SCREENING, 1))
    if screening and screening.opens_at < entry.opens_at:
        found.append(_("Screening does not begin before entry does."))
    if screening and any(span.opens_at < screening.closes_at for span in deciding.values()):
        found.append(_("Judging and the people’s choice begin when screening is over."))
    found += _objections_to_rounds(dates)
    if any(span.closes_at > results_at for span in dates.values()):
        found.append(_("Results come when every phase has closed."))
    return found


def _objections_to_rounds(dates: Dates) -> list[str]:
    rounds = [dates.get((PhaseKind.JUDGING, number)) for number in range(1, ROUNDS + 1)]
    given = [span for span in rounds if span is not None]
    if rounds[: len(given)] != given:
        return [_("Give the judging rounds from the first one on.")]
    if any(later.opens_at < earlier.closes_at for earlier, later in pairwise(given)):
        return [_("A judging round begins when the one before it has closed.")]
    return []


def late_objections(before: Dates, after: Dates, now: datetime) -> list[str]:
    """What stands against changing the dates of an announced cycle from `before` to `after` at `now`."""
    found = []
    for slot, span in before.items():
        new = after.get(slot)
        if new == span:
            continue
        label = slot[0].label
        if span.opens_at <= now and (new is None or new.opens_at != span.opens_at):
            found.append(_("“%(phase)s” has begun: its beginning stands.") % {"phase": label})
        elif span.closes_at <= now and any(
            span.closes_at <= other.opens_at <= now for other in before.values()
        ):
            found.append(_("“%(phase)s” is over and what follows has begun.") % {"phase": label})
    for slot, span in after.items():
        if span != before.get(slot) and span.closes_at <= now:
            found.append(_("“%(phase)s” would close in the past.") % {"phase": slot[0].label})
    return found
