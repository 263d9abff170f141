"""What the submitted reviews of a council's review say, as figures."""

from dataclasses import dataclass
from fractions import Fraction

from councils import scoring
from councils.models import CouncilReview, Criterion, Recommendation
from councils.scoring import Mark
from councils.verdicts import Ballot


def score_of(recommendation: Recommendation) -> Fraction | None:
    """From 0 to 1; load the recommendation `for_reading()`."""
    return scoring.score(
        Mark(s.criterion.weight, s.points, s.criterion.top)
        for s in recommendation.scores.all()
        if not s.criterion.is_text
    )


def counting(review: CouncilReview) -> list[Recommendation]:
    """The reviews that count, with their scores; two queries."""
    return list(Recommendation.objects.counting(review).for_reading())


def ballots_of(review: CouncilReview) -> list[Ballot]:
    return [Ballot(r.outcome, score_of(r), r.assignment.seat.seat_class) for r in counting(review)]


@dataclass(frozen=True)
class Agreement:
    """One criterion over all reviews: the mean from 0 to 1, the spread, and how many answered."""

    criterion: Criterion
    mean: Fraction | None
    spread: float | None
    answers: int

    @property
    def points(self) -> Fraction | None:
        """The mean as points of the criterion's scale."""
        return None if self.mean is None else scoring.on_scale(self.mean, 1, self.criterion.top)


def agreement(criteria: list[Criterion], recommendations: list[Recommendation]) -> list[Agreement]:
    """How the reviews agree, criterion by criterion; what is answered in words has no figure."""
    found = []
    for criterion in [c for c in criteria if not c.is_text]:
        shares = [
            Mark(1, score.points, criterion.top).share
            for recommendation in recommendations
            for score in recommendation.scores.all()
            if score.criterion_id == criterion.pk and score.points is not None
        ]
        found.append(Agreement(criterion, scoring.average(shares), scoring.spread(shares), len(shares)))
    return found


def overall(recommendations: list[Recommendation]) -> Fraction | None:
    """The mean of the reviews' scores, from 0 to 1."""
    scores = [score_of(recommendation) for recommendation in recommendations]
    return scoring.average([score for score in scores if score is not None])
