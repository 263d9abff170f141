"""What a chair sees of a proposal: review by review who would be asked, why, and what is still lacking."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from councils import away, identities, matches, proposing, rules
from councils.models import Council, CouncilReview, Proposal, Proposed, Seat
from councils.stages import SeatClass
from ideanet.people.models import Person


@dataclass(frozen=True)
class Line:
    """One member for one review; `load` counts what they owe and would owe, out of the council's limit.

    `away` says when, where they have come to be away on the day it is due.
    """

    proposed: Proposed
    load: int
    away: str = ""


@dataclass(frozen=True)
class Row:
    """One review. `lacking` says in words what the quorum still needs, and which rule is in the way."""

    review: CouncilReview
    asked: int
    lines: list[Line]
    lacking: list[str]


@dataclass(frozen=True)
class Option:
    """A member whom the chair may put in by hand, or the obstacle in words; `away` says when they are."""

    seat: Seat
    fields: Sequence[str]
    load: int
    obstacle: str
    away: str = ""


class Loads:
    """What each member owes the council, and would owe by the whole proposal."""

    def __init__(self, council: Council, proposal: Proposal | None) -> None:
        self.seats = {
            s.person_id: s
            for s in council.seats.all()
            if s.is_sitting and s.person.is_active and not s.is_secretary
        }
        self.limit = council.load_limit
        self.absences = away.absences_of(council.pk)
        self.counted: Counter[int] = proposing.load_of(council, self.seats)
        if proposal is not None:
            rows = Proposed.objects.filter(proposal=proposal, refused="")
            self.counted.update(rows.values_list("seat__person", flat=True))

    def away(self, pk: int, review: CouncilReview) -> str:
        """The days on which the member is away when the review is due, in words."""
        found = away.when_due(self.absences, pk, review)
        return "" if found is None else away.days_of(found)

    def has_room(self, pk: int) -> bool:
        return self.counted[pk] < self.limit


def rows_of(
    council: Council, proposal: Proposal, reviews: Iterable[CouncilReview], person: Person
) -> list[Row]:
    """Load council and reviews `for_rules()`. A few queries, however many rows."""
    loads = Loads(council, proposal)
    apart = proposing.kept_apart(council)
    found = Proposed.objects.visible_to(person).filter(proposal=proposal).for_page()
    by_review: dict[int, list[Proposed]] = {}
    for row in found.order_by("pk"):
        by_review.setdefault(row.review_id, []).append(row)
    return [_row(review, by_review.get(review.pk, []), loads, apart) for review in reviews]


def _row(
    review: CouncilReview, proposed: list[Proposed], loads: Loads, apart: frozenset[frozenset[int]]
) -> Row:
    asked = proposing.asked(review)
    there = asked | {row.seat.person_id for row in proposed if not row.refused}
    lines = [
        Line(row, loads.counted[row.seat.person_id], loads.away(row.seat.person_id, review))
        for row in proposed
    ]
    return Row(review, len(asked), lines, _lacking(review, there, loads, apart))


def _lacking(
    review: CouncilReview, there: frozenset[int], loads: Loads, apart: frozenset[frozenset[int]]
) -> list[str]:
    """How many are missing, of which class, and by which rule the others are out."""
    others = {pk: seat for pk, seat in loads.seats.items() if pk not in there}
    why = {pk: _obstacle(review, seat, there, loads, apart) for pk, seat in others.items()}
    found = []
    missing = review.quorum - len(there)
    if missing > 0:
        words = ngettext("%(number)d member is missing.", "%(number)d members are missing.", missing)
        found.append(words % {"number": missing} + _in_the_way(why.values()))
    for name, number in proposing.lacking_classes(review, loads.seats, there).items():
        words = ngettext(
            "%(number)d seat of the class “%(name)s” is lacking.",
            "%(number)d seats of the class “%(name)s” are lacking.",
            number,
        )
        of_class = [why[pk] for pk, seat in others.items() if seat.seat_class == name]
        rest = (
            _in_the_way(of_class) if of_class else f" {_('Nobody else of that class sits on the council.')}"
        )
        found.append(words % {"number": number, "name": SeatClass(name).label} + rest)
    return found


def _in_the_way(obstacles: Iterable[str]) -> str:
    """The first rule that applies to each of the others, counted."""
    counted = Counter(filter(None, obstacles)).most_common()
    rest = "; ".join(f"{number} {obstacle}" for obstacle, number in counted)
    return f" {_('Of the others:')} {rest}." if rest else ""


def _obstacle(
    review: CouncilReview,
    seat: Seat,
    there: Iterable[int],
    loads: Loads,
    apart: frozenset[frozenset[int]],
) -> str:
    pk = seat.person_id
    if not rules.is_assignable(seat, review):
        return _("asked already") if pk in proposing.asked(review) else _("in conflict")
    if not proposing.is_willing(pk, review):
        return _("declined, or asked no longer")
    if loads.away(pk, review):
        return _("away when it is due")
    if not loads.has_room(pk):
        return _("with as many reviews as the council allows")
    if any(frozenset({pk, other}) in apart for other in there):
        return _("kept apart from a member who is on it")
    return ""


def options_for(council: Council, proposal: Proposal, review: CouncilReview, reader: Person) -> list[Option]:
    """Everyone who sits and is not proposed yet: who fits best and owes least first, obstacles last."""
    loads = Loads(council, proposal)
    apart = proposing.kept_apart(council)
    rows = Proposed.objects.filter(proposal=proposal, review=review)
    there = proposing.asked(review) | set(rows.values_list("seat__person", flat=True))
    fields = matches.fields_that_fit([review.pk], list(loads.seats))
    conflicts = {c.person_id: identities.show_conflict(reader, review, c) for c in review.conflicts.all()}
    options = [
        Option(
            seat,
            fields.get((review.pk, pk), []),
            loads.counted[pk],
            conflicts.get(pk) or _obstacle(review, seat, there, loads, apart),
            loads.away(pk, review),
        )
        for pk, seat in loads.seats.items()
        if pk not in there
    ]
    return sorted(options, key=lambda o: (bool(o.obstacle), -len(o.fields), o.load, o.seat.person.name))
