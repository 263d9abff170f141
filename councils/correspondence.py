"""A sent letter as one reader may see it: with averages, names and answers only where the rules let them."""

from dataclasses import dataclass

from councils import ballots, identities, letter_rules, pages, rules
from councils.identities import Shown
from councils.models import Answer, CouncilReview, Decision, Point
from councils.pages import Averages
from ideanet.people.models import Person


@dataclass(frozen=True)
class Answered:
    answer: Answer
    by: Shown


@dataclass(frozen=True)
class Correspondence:
    decision: Decision
    points: list[Point]
    answers: list[Answered]
    own_answers: list[Answer]
    averages: Averages | None
    reviewers: list[Person]
    may_answer: bool
    is_author: bool
    may_view_review: bool


def _averages(review: CouncilReview, person: Person) -> Averages | None:
    if not letter_rules.may_see_averages(person, review):
        return None
    return pages.averages_of(review, ballots.loaded(review))


def letter_for(review: CouncilReview, person: Person) -> Correspondence:
    """Load the review `for_page()`; its letter is out, and the person may read it."""
    decision = review.decision
    assert decision is not None  # noqa: S101  # with_letter_for() finds no others
    answers = list(decision.letter.answers.select_related("author__organisation"))
    is_author = letter_rules.may_answer_letter(person, review)
    newer = CouncilReview.objects.filter(idea=review.idea_id, opened_at__gt=review.opened_at)
    return Correspondence(
        decision=decision,
        points=list(decision.points.all()),
        answers=[Answered(a, identities.show_author(person, review, a.author)) for a in answers],
        own_answers=[a for a in answers if a.author_id == person.pk],
        averages=_averages(review, person),
        reviewers=list(identities.names_of_reviewers(person, review)),
        may_answer=is_author and not newer.exists(),
        is_author=is_author,
        may_view_review=rules.may_view_review(person, review),
    )
