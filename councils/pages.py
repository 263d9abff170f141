"""What the pages of councils show one reader: gathered here, so that templates ask nothing and decide nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Final

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from councils import away, ballots, histograms, identities, rules, scoring, shortfalls
from councils.away import Absences
from councils.ballots import Agreement
from councils.histograms import Histogram
from councils.identities import Reviewers, Shown
from councils.models import Council, CouncilReview, Criterion, FormerRecommendation, Recommendation, Seat
from councils.stages import AssignmentState
from ideanet.people.models import Person
from ideanet.people.rules import may_view_person

# What the columns of all reviews' scores stand for.
FIFTHS: Final = ("0 to 20 %", "20 to 40 %", "40 to 60 %", "60 to 80 %", "80 to 100 %")


@dataclass(frozen=True)
class Member:
    """A seat as one reader sees it; `has_page` says whether the person's own page is theirs to open.

    `lacks` says, to those who invite, which requirements the seat falls short of, or soon will.
    """

    seat: Seat
    has_page: bool
    lacks: tuple[str, ...] = ()


def members_of(council: Council, reader: Person, seats: Iterable[Seat]) -> list[Member]:
    """The seats that the reader may see, chairs first."""
    found = []
    for seat in seats:
        seat.council = council
        if rules.may_view_seat(reader, seat):
            found.append(Member(seat, may_view_person(reader, seat.person)))
    return sorted(found, key=lambda m: (not m.seat.is_chair, m.seat.starts_on, m.seat.pk))


def marked(members: list[Member]) -> list[Member]:
    """With what each seat lacks; for those who invite, in two queries."""
    found = shortfalls.shortfalls(member.seat for member in members)
    return [replace(m, lacks=tuple(s.sentence for s in found.get(m.seat.pk, ()))) for m in members]


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
    former: list[FormerRecommendation]


def read(recommendation: Recommendation, reviewers: Reviewers) -> Reading:
    """Load the recommendation with its scores and what stood before."""
    score = ballots.score_of(recommendation)
    return Reading(
        recommendation,
        reviewers.show(recommendation.assignment.person),
        recommendation.assignment.seat.get_seat_class_display(),
        [_line(s.criterion, s.points, s.text) for s in recommendation.scores.all()],
        _percent(score),
        list(recommendation.former.all()),
    )


def _line(criterion: Criterion, points: int | None, text: str) -> Answered:
    label = "" if points is None else criterion.labels[points - 1]
    return Answered(criterion.name, criterion.guidance, points, criterion.top, label, text)


def readable(review: CouncilReview, reader: Person, counting: list[Recommendation]) -> list[Recommendation]:
    """Those of the reviews that count (`ballots.loaded`) that the reader may read, in an order that says nothing.

    Asked once: whoever reads one reads all, and else nobody's but their own.
    """
    reads_all = rules.may_read_reviews(reader, review)
    seen = {r.assignment_id: r for r in counting if reads_all or r.assignment.person_id == reader.pk}
    return [seen[a.pk] for a in identities.shuffled(review) if a.pk in seen]


def readings(review: CouncilReview, reader: Person, shown: Sequence[Recommendation]) -> list[Reading]:
    """As this reader may read them; one query."""
    prefetch_related_objects(shown, "former")
    reviewers = Reviewers(reader, review)
    return [read(recommendation, reviewers) for recommendation in shown]


def void_reviews(review: CouncilReview) -> int:
    """How many reviews were in and count no longer, because their writers are in conflict."""
    return sum(a.state == AssignmentState.VOID and a.is_submitted for a in review.assignments.all())


@dataclass(frozen=True)
class Average:
    """One criterion over all reviews, as points of its scale."""

    name: str
    points: Decimal | None
    median: Decimal | None
    top: int
    spread: Decimal | None
    answers: int
    histogram: Histogram


@dataclass(frozen=True)
class Averages:
    """Over all reviews; `overall`, `median` and `spread` in percent of the scale."""

    lines: list[Average]
    overall: Decimal | None
    median: Decimal | None
    spread: Decimal | None
    histogram: Histogram
    reviews: int


def averages_of(review: CouncilReview, counting: list[Recommendation]) -> Averages:
    """Of the reviews that count (`ballots.loaded`), for those whom `letter_rules.may_see_averages` lets see them."""
    scores = ballots.scores_of(counting)
    spread = scoring.spread(scores)
    return Averages(
        lines=[_average(a) for a in ballots.agreement(list(review.scorecard.criteria.all()), counting)],
        overall=_percent(scoring.average(scores)),
        median=_percent(scoring.median(scores)),
        spread=None if spread is None else Decimal(str(round(spread * 100, 1))),
        histogram=histograms.histogram(FIFTHS, scoring.fifths(scores)),
        reviews=len(counting),
    )


def _average(found: Agreement) -> Average:
    criterion = found.criterion
    middle = found.on_scale(found.median)
    return Average(
        name=criterion.name,
        points=None if found.points is None else scoring.rounded(found.points, 1),
        median=None if middle is None else scoring.rounded(middle, 1),
        top=criterion.top,
        spread=None if found.spread is None else Decimal(str(round(found.spread * (criterion.top - 1), 2))),
        answers=found.answers,
        histogram=histograms.histogram(
            [f"{point} {label}" for point, label in enumerate(criterion.labels, start=1)], found.counts
        ),
    )


def _percent(share: Fraction | None) -> Decimal | None:
    return None if share is None else scoring.rounded(share * 100, 0)


@dataclass(frozen=True)
class Candidate:
    """A member who may be asked for a review, or the obstacle in words; `note` is what else to know."""

    seat: Seat
    obstacle: str
    note: str


def candidates(review: CouncilReview, absences: Absences, reader: Person) -> list[Candidate]:
    """The sitting members who are not asked yet: those who may be asked first, the least busy first.

    Load the review `for_dashboard()`.
    """
    asked = {a.person_id for a in review.assignments.all() if a.is_standing}
    found = [
        _candidate(review, seat, absences, reader)
        for seat in review.council.seats.all()
        if seat.is_sitting and seat.person.is_active and seat.person_id not in asked
    ]
    return sorted(found, key=lambda c: (bool(c.obstacle), c.seat.load, c.seat.person.name))


def _candidate(review: CouncilReview, seat: Seat, absences: Absences, reader: Person) -> Candidate:
    conflict = next((c for c in review.conflicts.all() if c.person_id == seat.person_id), None)
    asked = next((a for a in review.assignments.all() if a.person_id == seat.person_id), None)
    absence = away.when_due(absences, seat.person_id, review)
    obstacle, note = "", ""
    if conflict is not None:
        obstacle = identities.show_conflict(reader, review, conflict)
    elif seat.is_secretary:
        obstacle = _("is the secretary, who does not review")
    elif seat.load >= review.council.load_limit:
        obstacle = _("has as many reviews at once as the council allows")
    elif asked is not None and asked.state == AssignmentState.DECLINED:
        note = _("declined: %(reason)s") % {"reason": asked.declined_because}
    if absence is not None:
        said = _("away when it is due: %(days)s") % {"days": away.days_of(absence)}
        note = f"{said}; {note}" if note else said
    return Candidate(seat, obstacle, note)
