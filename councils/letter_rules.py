"""What leaves a council and to whom: ideas sent to it, its letter, averages and names; pure, like `rules`.

Load reviews with `for_rules()` and none of these asks the database anything.
"""

from typing import TYPE_CHECKING

from councils.file_rules import screens_files
from councils.rules import (
    chairs,
    chairs_review,
    is_reviewer,
    keeps_papers,
    may_read_reviews,
    may_view_council,
    may_view_review,
)
from councils.stages import AuthorsSee, Blindness
from ideas import rules as idea_rules
from ideas.stages import Stage

if TYPE_CHECKING:
    from councils.models import Council, CouncilReview
    from ideanet.people.models import Person
    from ideas.models import Idea

# Authors see averages only where so many reviews went into them that none can be guessed.
REVIEWS_BEHIND_AN_AVERAGE = 3


# --- Ideas and their authors --------------------------------------------------------------


def may_send(person: "Person", idea: "Idea", council: "Council") -> bool:
    """Those who answer for the theme, and chairs of the council; never an author."""
    if idea.stage != Stage.OPEN or idea_rules.is_named_author(person, idea):
        return False
    if not idea_rules.may_view(person, idea) or not may_view_council(person, council):
        return False
    return idea_rules.answers_for(person, idea) or chairs(person, council)


def may_read_letter(person: "Person", review: "CouncilReview") -> bool:
    """Twin: `CouncilReviewQuerySet.with_letter_for`. Once it was sent: its authors, chairs and reviewers."""
    decision = review.decision
    if decision is None or not decision.letter.is_sent or not person.is_active:
        return False
    return idea_rules.is_author(person, review.idea) or may_view_review(person, review)


def may_answer_letter(person: "Person", review: "CouncilReview") -> bool:
    return may_read_letter(person, review) and idea_rules.is_author(person, review.idea)


def may_see_averages(person: "Person", review: "CouncilReview") -> bool:
    """Those who read the reviews; authors with the letter where the council shows them, and enough stand behind."""
    if may_read_reviews(person, review):
        return True
    if review.authors_see != AuthorsSee.AVERAGES:
        return False
    submitted = sum(a.is_standing and a.is_submitted for a in review.assignments.all())
    return may_answer_letter(person, review) and submitted >= REVIEWS_BEHIND_AN_AVERAGE


# --- Blindness ---------------------------------------------------------------------------


def may_learn_identity(person: "Person", review: "CouncilReview", whose: "Person") -> bool:
    """Whether `person` may learn from this review that `whose` is its author or its reviewer.

    The one policy that pages, events, notices and mails ask before they name anybody.
    """
    if whose.pk == person.pk:
        return True
    if idea_rules.is_named_author(whose, review.idea):
        return _may_learn_author(person, review)
    return may_learn_reviewers(person, review)


def _may_learn_author(person: "Person", review: "CouncilReview") -> bool:
    # A file in which an author's name may stand is not looked through without reading it.
    if idea_rules.is_named_author(person, review.idea) or screens_files(person, review):
        return True
    if not may_view_review(person, review):
        return False
    if not review.is_blind:
        return True
    # Chairs look for conflicts, so they know; a chair who reviews, or did before, is a reviewer like the others.
    return chairs_review(person, review) and not is_reviewer(person.pk, review)


def may_learn_reviewers(person: "Person", review: "CouncilReview") -> bool:
    """The same of all reviewers: ask it once for many, of whom none is an author or the person themselves."""
    if may_view_review(person, review):
        return any(may(person, review) for may in (chairs_review, may_read_reviews, keeps_papers))
    return review.blindness == Blindness.OPEN and may_answer_letter(person, review)
