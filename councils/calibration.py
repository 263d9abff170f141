"""How far members are from what their council agreed on: for each of them, and for the chairs, alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import mean

from councils import rules
from councils.models import AgreedScore, Calibration, Council, Example, Recommendation, Seat
from ideanet.people.models import Person


@dataclass(frozen=True)
class Line:
    """One criterion: one's own points, the agreed ones with the reason, and the distance in percent of the scale."""

    agreed: AgreedScore
    own: int | None
    distance: float | None

    @property
    def own_label(self) -> str:
        return "" if self.own is None else self.agreed.criterion.labels[self.own - 1]

    @property
    def agreed_label(self) -> str:
        points = self.agreed.points
        return "" if points is None else self.agreed.criterion.labels[points - 1]

    @property
    def away(self) -> int | None:
        """Points of the scale: above zero is kinder than agreed."""
        if self.own is None or self.agreed.points is None:
            return None
        return self.own - self.agreed.points

    @property
    def harsher(self) -> int:
        return -(self.away or 0)


@dataclass(frozen=True)
class Result:
    """One example as one member scored it; without lines where they have not yet."""

    example: Example
    lines: list[Line]

    @property
    def is_done(self) -> bool:
        return bool(self.lines)


@dataclass(frozen=True)
class Standing:
    """One member over the whole set. `distance` is the mean of all distances, `leaning` with their signs."""

    person: Person
    done: int
    distance: float | None
    leaning: float | None

    @property
    def word(self) -> str:
        """`harsher`, `kinder` or `alike`, by whole percent."""
        if self.leaning is None or round(self.leaning) == 0:
            return "alike"
        return "harsher" if self.leaning < 0 else "kinder"


def may_view_results(reader: Person, council: Council, whose: int) -> bool:
    """One's own, and as a chair those of every member."""
    return reader.is_active and (reader.pk == whose or rules.chairs(reader, council))


def results_of(examples: Iterable[Example], person: Person) -> list[Result]:
    """Load the examples `for_page()`; one query."""
    examples = list(examples)
    found = Calibration.objects.filter(person=person, example__in=examples)
    points = {calibration.example_id: calibration.points for calibration in found}
    return [Result(e, lines_of(e, points[e.pk]) if e.pk in points else []) for e in examples]


def lines_of(example: Example, points: dict[str, int | None]) -> list[Line]:
    return [_line(agreed, points.get(str(agreed.criterion_id))) for agreed in example.agreed.all()]


def _line(agreed: AgreedScore, own: int | None) -> Line:
    if own is None or agreed.points is None:
        return Line(agreed, own, None)
    return Line(agreed, own, (own - agreed.points) / (agreed.criterion.top - 1) * 100)


def standing_of(person: Person, results: Iterable[Result]) -> Standing:
    done = [result for result in results if result.is_done]
    distances = [line.distance for result in done for line in result.lines if line.distance is not None]
    return Standing(
        person,
        len(done),
        mean(map(abs, distances)) if distances else None,
        mean(distances) if distances else None,
    )


def standings(examples: list[Example], seats: Iterable[Seat]) -> list[Standing]:
    """Of all who sit, by name; one query. What one member may not see is not in their set, and not done."""
    by_person: dict[int, dict[int, dict[str, int | None]]] = {}
    for row in Calibration.objects.filter(example__in=examples):
        by_person.setdefault(row.person_id, {})[row.example_id] = row.points
    found = []
    for seat in seats:
        own = by_person.get(seat.person_id, {})
        found.append(
            standing_of(seat.person, [Result(e, lines_of(e, own[e.pk])) for e in examples if e.pk in own])
        )
    return sorted(found, key=lambda standing: standing.person.name)


def still_to_score(council: Council, person: Person) -> int:
    """How many examples stand before a first review, where the council asks for it; none for chairs."""
    if not council.requires_calibration:
        return 0
    if Seat.objects.chairing().filter(council=council, person=person).exists():
        return 0
    own = Recommendation.objects.filter(assignment__person=person, assignment__review__council=council)
    if own.filter(submitted_at__isnull=False).exists():
        return 0
    return Example.objects.to_score_by(person).filter(council=council).count()
