"""What a council's closed reviews hold, read once for all figures of its quality; for one reader alone."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction

from councils import scoring
from councils.models import Assignment, Council, CouncilReview, Criterion, Recommendation, Score
from councils.querysets.reviews import CouncilReviewQuerySet
from councils.scoring import Mark
from councils.stages import STANDING, ReviewState
from ideanet.people.models import Person


def behind_figures(council: Council, reader: Person) -> CouncilReviewQuerySet:
    """The closed reviews that figures for this reader are made of.

    Not those that the reader is in conflict with, nor those to which the reader still owed a review: so
    no figure tells what the review itself would not.
    """
    owed = Assignment.objects.filter(person=reader, state__in=STANDING).exclude(
        recommendation__submitted_at__isnull=False
    )
    reviews = CouncilReview.objects.filter(council=council, state=ReviewState.CLOSED).free_of_conflict(reader)
    return reviews.exclude(pk__in=owed.values("review"))


@dataclass
class Record:
    """One submitted review, as figures."""

    review_id: int
    person_id: int
    outcome: str
    submitted_at: datetime
    due_at: datetime
    marks: list[tuple[Criterion, int]] = field(default_factory=list)

    @property
    def score(self) -> Fraction | None:
        """From 0 to 1, weighted; None where nothing was answered."""
        return scoring.score(Mark(c.weight, points, c.top) for c, points in self.marks)

    @property
    def is_on_time(self) -> bool:
        return self.submitted_at <= self.due_at


def records_of(council: Council, reader: Person) -> list[Record]:
    """All submitted reviews behind the reader's figures, in the order they came; three queries."""
    reviews = behind_figures(council, reader).order_by().values("pk")
    submitted = Recommendation.objects.filter(
        assignment__review__in=reviews, assignment__state__in=STANDING, submitted_at__isnull=False
    )
    columns = (
        "assignment__review_id", "assignment__person_id", "outcome", "submitted_at", "assignment__due_at",
    )  # fmt: skip
    found = {
        pk: Record(*row) for pk, *row in submitted.order_by("submitted_at", "pk").values_list("pk", *columns)
    }
    criteria = Criterion.objects.filter(scorecard__council=council, is_text=False).in_bulk()
    scores = Score.objects.filter(
        recommendation__in=submitted.order_by().values("pk"), criterion__is_text=False, points__isnull=False
    )
    for pk, criterion, points in scores.order_by().values_list("recommendation_id", "criterion_id", "points"):
        if pk in found and points is not None:
            found[pk].marks.append((criteria[criterion], points))
    return list(found.values())


def by_review(records: list[Record]) -> dict[int, list[Record]]:
    """The records of each review together."""
    found: dict[int, list[Record]] = defaultdict(list)
    for record in records:
        found[record.review_id].append(record)
    return found
