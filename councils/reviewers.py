"""How one reviewer judges and serves: for that reviewer and the chairs of the council, and nobody else."""

from collections import Counter
from dataclasses import dataclass
from statistics import mean

from django.utils import timezone

from councils import rules, scoring
from councils.models import Council
from councils.records import Record, by_review
from ideanet.people.models import Person


@dataclass(frozen=True)
class Figures:
    """Of one reviewer's submitted reviews. Percent are of the scale.

    `harshness` is the mean difference to the mean of the others in the same reviews: below zero is harsher.
    It is None where nobody else judged the same; `spread`, how far apart one's own scores lie, below two.
    """

    person_id: int
    reviews: int
    compared: int
    harshness: float | None
    spread: float | None
    on_time: int
    years: list[tuple[int, int]]

    @property
    def leaning(self) -> str:
        """`harsher`, `kinder` or `alike`, by whole percent."""
        if self.harshness is None or round(self.harshness) == 0:
            return "alike"
        return "harsher" if self.harshness < 0 else "kinder"

    @property
    def distance(self) -> int:
        return abs(round(self.harshness or 0))


def may_view_figures(reader: Person, council: Council, whose: int) -> bool:
    """One's own, and as a chair those of every member."""
    return reader.is_active and (reader.pk == whose or rules.chairs(reader, council))


def figures_of(records: list[Record]) -> dict[int, Figures]:
    """Of everybody in these records, by key."""
    units = by_review(records)
    own: dict[int, list[Record]] = {}
    for record in records:
        own.setdefault(record.person_id, []).append(record)
    return {key: _figures(key, found, units) for key, found in own.items()}


def _figures(person_id: int, own: list[Record], units: dict[int, list[Record]]) -> Figures:
    scores = [record.score for record in own]
    gaps = [gap for record in own if (gap := _gap(record, units[record.review_id])) is not None]
    spread = scoring.spread([score for score in scores if score is not None])
    years = Counter(timezone.localtime(r.submitted_at, timezone.get_default_timezone()).year for r in own)
    return Figures(
        person_id,
        reviews=len(own),
        compared=len(gaps),
        harshness=mean(gaps) * 100 if gaps else None,
        spread=None if spread is None else spread * 100,
        on_time=sum(record.is_on_time for record in own),
        years=sorted(years.items(), reverse=True),
    )


def _gap(record: Record, unit: list[Record]) -> float | None:
    """How far above the others of the same review."""
    others = [other.score for other in unit if other.person_id != record.person_id]
    average = scoring.average([score for score in others if score is not None])
    own = record.score
    return None if average is None or own is None else float(own - average)
