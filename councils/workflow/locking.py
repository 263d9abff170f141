"""How councils' rows are locked: as they are now, with what the rules ask."""

from councils import prepared
from councils.models import Council, CouncilReview
from ideas.workflow.writing import lock as lock_idea


def lock_council(council: Council) -> Council:
    Council.objects.select_for_update().get(pk=council.pk)
    return prepared.council_for_rules(council.pk)


def lock_review(review: CouncilReview) -> CouncilReview:
    """The second query reads what others committed while the first waited."""
    CouncilReview.objects.select_for_update().get(pk=review.pk)
    return prepared.review_for_rules(review.pk)


def lock_with_idea(review: CouncilReview) -> CouncilReview:
    """For changes that also move the idea or who reads it."""
    idea = lock_idea(review.idea)
    review = lock_review(review)
    review.idea = idea
    return review
