"""What an idea's page may show of its reviews, reader by reader."""

from dataclasses import dataclass

from councils import letter_rules, papers, prepared, rules
from councils.models import Council, CouncilReview
from councils.papers import Held
from councils.stages import Outcome, ReviewState
from ideanet.people.models import Person
from ideas import rules as idea_rules
from ideas.models import Idea
from ideas.stages import Stage


@dataclass(frozen=True)
class Row:
    """One review. Without `opens` it is what everyone who sees the idea may know: which council, and when."""

    review: CouncilReview
    council: Council | None
    outcome: Outcome | None
    opens_letter: bool
    opens_review: bool
    opens_dashboard: bool
    owes_review: bool
    held: Held | None


def rows_of(person: Person, idea: Idea) -> list[Row]:
    """The newest first. Members in conflict, unless authors, are shown nothing at all of a review."""
    reviews = prepared.reviews_of(idea.pk)
    return [row for review in reviews if (row := _row(person, idea, review)) is not None]


def _row(person: Person, idea: Idea, review: CouncilReview) -> Row | None:
    if rules.is_in_conflict(person, review) and not idea_rules.is_named_author(person, idea):
        return None
    opens_review = rules.may_view_review(person, review)
    own = rules.standing_assignment(person, review) if opens_review else None
    is_author = idea_rules.is_author(person, idea)
    decision = review.decision if review.state == ReviewState.CLOSED else None
    return Row(
        review=review,
        council=review.council if rules.may_view_council(person, review.council) else None,
        outcome=Outcome(decision.outcome) if decision else None,
        opens_letter=letter_rules.may_read_letter(person, review),
        opens_review=opens_review,
        opens_dashboard=rules.chairs_review(person, review),
        owes_review=own is not None and own.is_pending and review.is_open,
        held=papers.held_back(review, person) if is_author else None,
    )


def councils_for(person: Person, idea: Idea) -> list[Council]:
    """The councils that this person may send the idea to; load the idea `for_rules()`."""
    if idea.stage != Stage.OPEN or idea_rules.is_named_author(person, idea):
        return []
    if idea_rules.answers_for(person, idea):
        return list(Council.objects.visible_to(person))
    return list(Council.objects.visible_to(person).chaired_by(person))
