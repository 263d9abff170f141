"""Who looks through files before blind reviewers get them: pure functions, over reviews loaded `for_rules()`."""

from typing import TYPE_CHECKING

from councils import rules

if TYPE_CHECKING:
    from councils.models import CouncilReview, Seat
    from ideanet.people.models import Person


def screens_files(person: "Person", review: "CouncilReview") -> bool:
    """Twin: `CouncilReviewQuerySet.screened_by`. A chair who does not review; where none is left, others instead.

    First the secretary, who never reviews; without one, those who keep councils and do not sit on it. Nobody in
    conflict, and nobody who judges the idea.
    """
    if not review.is_blind or not review.is_under_way or not person.is_active:
        return False
    if rules.is_in_conflict(person, review) or rules.is_reviewer(person.pk, review):
        return False
    if rules.chairs_review(person, review):
        return True
    if has_screening_chair(review):
        return False
    if rules.is_secretary(person, review.council):
        return True
    return (
        rules.keeps_councils(person)
        and not rules.sits(person, review.council)
        and not any(seat.is_secretary and _is_free(seat, review) for seat in review.council.seats.all())
    )


def has_screening_chair(review: "CouncilReview") -> bool:
    """Whether a chair is left who may look through the files."""
    return any(seat.is_chairing and _is_free(seat, review) for seat in review.council.seats.all())


def _is_free(seat: "Seat", review: "CouncilReview") -> bool:
    """Sits, is in no conflict, and does not judge the idea."""
    return (
        seat.is_sitting
        and seat.person.is_active
        and not rules.is_in_conflict(seat.person, review)
        and not rules.is_reviewer(seat.person_id, review)
    )
