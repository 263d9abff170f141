"""What the pages of councils show one reader: gathered here, so that templates ask nothing and decide nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from councils import ballots, identities, rules, scoring
from councils.identities import Shown
from councils.models import Council, CouncilReview, Criterion, Recommendation, Seat
from councils.stages import AssignmentState
from ideanet.people.models import Person
from ideanet.people.rules import may_view_person


@dataclass(frozen=True)
class Member:
    """A seat as one reader sees it; `has_page` says whether the person's own page is theirs to open."""

    seat: Seat
    has_page: bool


def members_of(council: Council, reader: Person, seats: Iterable[Seat]) -> list[Member]:
    """The seats that the reader may see, chairs first."""
    found = []
    for seat in seats:
        seat.council = council
        if rules.may_view_seat(reader, seat):
            found.append(Member(seat, may_view_person(reader, seat.person)))
    return sorted(found, key=lambda m: (not m.seat.is_chair, m.seat.starts_on, m.seat.pk))


def own_seat(council: Council, person: Person) -> Seat | None:
    return next((s for s in council.seats.all() if s.person_id == person.pk and s.is_open), None)


@dataclass(frozen=True)
class Answered:
    """One line of a submitted scorecard."""

    name: str
    guidance: str
    points: int | None
    top: int
    label: str
    text: str


@dataclass(frozen=True)
class Reading:
    """A submitted review as one reader sees it."""

    recommendation: Recommendation
    by: Shown
    seat_class: str
    lines: list[Answered]
    score: Decimal | None


def read(review: CouncilReview, recommendation: Recommendation, reader: Person) -> Reading:
    """Load the recommendation `for_reading()`."""
    score = ballots.score_of(recommendation)
    return Reading(
        recommendation,
        identities.show_reviewer(reader, review, recommendation.assignment.person),
        recommendation.assignment.seat.get_seat_class_display(),
        [_line(s.criterion, s.points, s.text) for s in recommendation.scores.all()],
        None if score is None else scoring.rounded(score * 100, 0),
    )


def _line(criterion: Criterion, points: int | None, text: str) -> Answered:
    label = "" if points is None else criterion.labels[points - 1]
    return Answered(criterion.name, criterion.guidance, points, criterion.top, label, text)


def readings(review: CouncilReview, reader: Person) -> list[Reading]:
    """The submitted reviews that the reader may read, in an order that says nothing."""
    visible = Recommendation.objects.visible_to(reader).counting(review).for_reading()
    by_assignment = {recommendation.assignment_id: recommendation for recommendation in visible}
    ordered = [by_assignment[a.pk] for a in identities.shuffled(review) if a.pk in by_assignment]
    return [read(review, recommendation, reader) for recommendation in ordered]


def void_reviews(review: CouncilReview) -> int:
    """How many reviews were in and count no longer, because their writers are in conflict."""
    return sum(a.state == AssignmentState.VOID and a.is_submitted for a in review.assignments.all())


@dataclass(frozen=True)
class Average:
    """One criterion over all reviews, as points of its scale."""

    name: str
    points: Decimal | None
    top: int
    spread: Decimal | None
    answers: int


@dataclass(frozen=True)
class Averages:
    lines: list[Average]
    overall: Decimal | None
    reviews: int


def averages_of(review: CouncilReview) -> Averages:
    """For those whom `letter_rules.may_see_averages` lets see them; three queries."""
    counting = ballots.counting(review)
    overall = ballots.overall(counting)
    lines = [
        Average(
            a.criterion.name,
            None if a.points is None else scoring.rounded(a.points, 1),
            a.criterion.top,
            None if a.spread is None else Decimal(str(round(a.spread * (a.criterion.top - 1), 2))),
            a.answers,
        )
        for a in ballots.agreement(list(review.scorecard.criteria.all()), counting)
    ]
    return Averages(lines, None if overall is None else scoring.rounded(overall * 100, 0), len(counting))


@dataclass(frozen=True)
class Candidate:
    """A member who may be asked for a review, or the obstacle in words; `note` is what else to know."""

    seat: Seat
    load: int
    obstacle: str
    note: str


def candidates(review: CouncilReview, load: dict[int, int], reader: Person) -> list[Candidate]:
    """All sitting members: those who may be asked first, the least busy first."""
    found = [
        _candidate(review, seat, load.get(seat.person_id, 0), reader)
        for seat in review.council.seats.all()
        if seat.is_sitting and seat.person.is_active
    ]
    return sorted(found, key=lambda c: (bool(c.obstacle), c.load, c.seat.person.name))


def _candidate(review: CouncilReview, seat: Seat, load: int, reader: Person) -> Candidate:
    conflict = next((c for c in review.conflicts.all() if c.person_id == seat.person_id), None)
    asked = next((a for a in review.assignments.all() if a.person_id == seat.person_id), None)
    obstacle, note = "", ""
    if conflict is not None:
        obstacle = identities.show_conflict(reader, review, conflict)
    elif not rules.is_assignable(seat, review):
        obstacle = _("has been asked")
    elif load >= review.council.load_limit:
        obstacle = _("has as many reviews at once as the council allows")
    elif asked is not None and asked.state == AssignmentState.DECLINED:
        note = _("declined: %(reason)s") % {"reason": asked.declined_because}
    return Candidate(seat, load, obstacle, note)
