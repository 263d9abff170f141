"""What the submitted reviews of a council's review say, as figures."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import prefetch_related_objects

from councils import scoring
from councils.models import CouncilReview, Criterion, Recommendation
from councils.scoring import Mark
from councils.verdicts import Ballot


def score_of(recommendation: Recommendation) -> Fraction | None:
    """From 0 to 1; load the recommendation `for_scores()`."""
    return scoring.score(
        Mark(s.criterion.weight, s.points, s.criterion.top)
        for s in recommendation.scores.all()
        if not s.criterion.is_text
    )


def counting(review: CouncilReview) -> list[Recommendation]:
    """The reviews that count, with their scores; two queries."""
    return list(Recommendation.objects.counting(review).for_scores())


def loaded(review: CouncilReview) -> list[Recommendation]:
    """The same of a review loaded `for_page()`, whose people and reviews are there already; two queries."""
    found = []
    for assignment in review.assignments.all():
        if assignment.is_standing and assignment.is_submitted:
            assignment.recommendation.assignment = assignment
            found.append(assignment.recommendation)
    prefetch_related_objects([review], "scorecard__criteria")
    criteria = {criterion.pk: criterion for criterion in review.scorecard.criteria.all()}
    prefetch_related_objects(found, "scores")
    for recommendation in found:
        for score in recommendation.scores.all():
            score.criterion = criteria[score.criterion_id]
    return found


def ballots_of(recommendations: Iterable[Recommendation]) -> list[Ballot]:
    return [Ballot(r.outcome, score_of(r), r.assignment.seat.seat_class) for r in recommendations]


@dataclass(frozen=True)
class Agreement:
    """One criterion over all reviews, as shares of its scale from 0 to 1; `counts` by point, lowest first."""

    criterion: Criterion
    mean: Fraction | None
    median: Fraction | None
    spread: float | None
    answers: int
    counts: list[int]

    @property
    def points(self) -> Fraction | None:
        """The mean as points of the criterion's scale."""
        return self.on_scale(self.mean)

    def on_scale(self, share: Fraction | None) -> Fraction | None:
        return None if share is None else scoring.on_scale(share, 1, self.criterion.top)


def agreement(criteria: list[Criterion], recommendations: list[Recommendation]) -> list[Agreement]:
    """How the reviews agree, criterion by criterion; what is answered in words has no figure."""
    return [_agree(criterion, recommendations) for criterion in criteria if not criterion.is_text]


def _agree(criterion: Criterion, recommendations: list[Recommendation]) -> Agreement:
    points = [
        score.points
        for recommendation in recommendations
        for score in recommendation.scores.all()
        if score.criterion_id == criterion.pk and score.points is not None
    ]
    shares = [Mark(1, given, criterion.top).share for given in points]
    return Agreement(
        criterion,
        scoring.average(shares),
        scoring.median(shares),
        scoring.spread(shares),
        len(shares),
        [points.count(point) for point in range(1, criterion.top + 1)],
    )


def overall(recommendations: list[Recommendation]) -> Fraction | None:
    """The mean of the reviews' scores, from 0 to 1."""
    return scoring.average(scores_of(recommendations))


def scores_of(recommendations: list[Recommendation]) -> list[Fraction]:
    """Each review's own, from 0 to 1, where it has one."""
    scores = [score_of(recommendation) for recommendation in recommendations]
    return [score for score in scores if score is not None]
