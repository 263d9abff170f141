"""A council's schedule as its secretary sees it: dates and states, and no word of any review."""

from dataclasses import dataclass

from councils import rules
from councils.models import Assignment, Council, CouncilReview
from ideanet.people.models import Person

MOST = 100


@dataclass(frozen=True)
class Scheduled:
    """One review under way; `sends_letter` says that a chair handed its letter over."""

    review: CouncilReview
    asked: list[Assignment]
    sends_letter: bool


def of(council: Council, person: Person) -> list[Scheduled]:
    """Those free of conflict, the first due first; a constant number of queries."""
    kept = CouncilReview.objects.kept_by(person).filter(council=council).order_by("due_at", "pk")
    return [
        Scheduled(
            review,
            sorted((a for a in review.assignments.all() if a.is_standing), key=lambda a: a.person.name),
            rules.may_check_letter(person, review),
        )
        for review in kept.for_page()[:MOST]
    ]
