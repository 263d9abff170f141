"""A council's schedule as its secretary sees it: dates and states, and no word of any review."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch

from councils.models import Assignment, Council, CouncilReview, Letter
from ideanet.people.models import Person

MOST = 100


@dataclass(frozen=True)
class Scheduled:
    """One review under way; `sends_letter` says that a chair handed its letter over, `screens` who sees to files."""

    review: CouncilReview
    asked: list[Assignment]
    sends_letter: bool
    screens: bool


def of(council: Council, person: Person) -> list[Scheduled]:
    """Those free of conflict, the first due first; two queries. The secretary alone asks for it."""
    reviews = CouncilReview.objects
    letters = Letter.objects.filter(
        second_reader=person, sent_at__isnull=True, decision__void_at__isnull=True
    )
    kept = reviews.kept_by(person).filter(council=council).order_by("due_at", "pk")
    kept = kept.annotate(
        sends_letter=Exists(letters.filter(decision__review=OuterRef("pk"))),
        screens=Exists(reviews.screened_by(person).filter(pk=OuterRef("pk"))),
    )
    asked = Assignment.objects.standing().select_related("person", "recommendation").order_by("person__name")
    loaded = kept.select_related("revision").defer("revision__body")
    loaded = loaded.prefetch_related(Prefetch("assignments", queryset=asked))
    return [
        Scheduled(
            review,
            list(review.assignments.all()),
            review.sends_letter,  # type: ignore[attr-defined]  # annotated above
            review.screens,  # type: ignore[attr-defined]  # annotated above
        )
        for review in loaded[:MOST]
    ]
