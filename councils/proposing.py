"""The matching problem of a council, read from its rows: what fits, who has room, who must not meet."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from councils import away, matches, rules
from councils.away import Absences
from councils.matching import Matching, Pair, Problem, match
from councils.models import Assignment, Council, CouncilReview, Seat, Separation

# What a pair costs: less for each field that fits, up to three; less if it was proposed before.
BASE: Final = 4.0
FIELD: Final = 1.0
FIELDS_COUNTED: Final = 3
STAYED: Final = 0.3
# A chair weighs the reviews of others, and judges only what they fit better than the others by more than two fields.
CHAIR: Final = 2.25
# What each review costs a member more than the one before: four in hand weigh as much as two fields.
FAIRNESS: Final = 0.5


@dataclass(frozen=True)
class Plan:
    """What the matching found, with the fields that speak for each pair, and the seats by person."""

    matching: Matching
    fields: Mapping[Pair, Sequence[str]]
    seats: Mapping[int, Seat]


def plan(
    council: Council,
    reviews: Sequence[CouncilReview],
    *,
    fixed: Iterable[Pair] = (),
    before: Iterable[Pair] = (),
    needs: Mapping[int, int] | None = None,
) -> Plan:
    """Who should review what: `fixed` pairs are settled, those of `before` were proposed the last time.

    `needs` says how many each review needs, where that is not what its quorum lacks.

    Load council and reviews `for_rules()`: a handful of queries, however many reviews and members.
    """
    seats = {s.person_id: s for s in council.seats.all() if s.is_sitting and s.person.is_active}
    there = {review.pk: asked(review) for review in reviews}
    load = load_of(council, seats)
    for review_pk, person_pk in fixed:
        there[review_pk] |= {person_pk}
        load[person_pk] += 1
    fields = matches.fields_that_fit(there, seats)
    problem = Problem(
        costs=_costs(reviews, seats, fields, frozenset(before), there, away.absences_of(council.pk)),
        needs=needs or {review.pk: max(0, review.quorum - len(there[review.pk])) for review in reviews},
        room={pk: max(0, council.load_limit - load[pk]) for pk in seats},
        mix={review.pk: lacking_classes(review, seats, there[review.pk]) for review in reviews},
        classes={pk: seat.seat_class for pk, seat in seats.items()},
        apart=kept_apart(council),
        there=there,
        loads=load,
        fairness=FAIRNESS,
    )
    return Plan(match(problem), fields, seats)


def asked(review: CouncilReview) -> frozenset[int]:
    """Whose review is asked for, or in."""
    return frozenset(a.person_id for a in review.assignments.all() if a.is_standing)


def load_of(council: Council, people: Iterable[int]) -> Counter[int]:
    """How many reviews each of them owes the council now; one query."""
    pending = Assignment.objects.pending().filter(review__council=council, person__in=list(people))
    return Counter(pending.values_list("person_id", flat=True))


def kept_apart(council: Council) -> frozenset[frozenset[int]]:
    rows = Separation.objects.filter(council=council).values_list("one", "other")
    return frozenset(frozenset(pair) for pair in rows)


def is_willing(person_id: int, review: CouncilReview) -> bool:
    """Whoever said no, or is asked no longer, is not asked again by the site."""
    return all(a.is_standing for a in review.assignments.all() if a.person_id == person_id)


def lacking_classes(review: CouncilReview, seats: Mapping[int, Seat], there: Iterable[int]) -> dict[str, int]:
    """How many seats of which class the quorum still lacks."""
    found = Counter(seats[pk].seat_class for pk in there if pk in seats)
    lacking = {name: number - found[name] for name, number in review.class_quorums.items()}
    return {name: number for name, number in lacking.items() if number > 0}


def _costs(
    reviews: Sequence[CouncilReview],
    seats: Mapping[int, Seat],
    fields: Mapping[Pair, Sequence[str]],
    before: frozenset[Pair],
    there: Mapping[int, frozenset[int]],
    absences: Absences,
) -> dict[Pair, float]:
    permitted = (
        (review.pk, pk)
        for review in reviews
        for pk, seat in seats.items()
        if pk not in there[review.pk]
        and rules.is_assignable(seat, review)
        and is_willing(pk, review)
        and away.when_due(absences, pk, review) is None
    )
    return {
        pair: _cost(pair, len(fields.get(pair, ())), has_stayed=pair in before)
        + CHAIR * seats[pair[1]].is_chairing
        for pair in permitted
    }


def _cost(pair: Pair, fitting: int, *, has_stayed: bool) -> float:
    """The cheaper the better. Pairs alike are told apart by a draw that is the same every time."""
    draw = int.from_bytes(sha256(f"{pair}".encode()).digest()[:2], "big") / 2**16
    return BASE - FIELD * min(fitting, FIELDS_COUNTED) - STAYED * has_stayed + draw / 1000
