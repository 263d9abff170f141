"""A chair's dashboard of one review: progress, candidates, conflicts and the quorum."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from django.core.paginator import Page, Paginator

from councils import away, identities, pages, papers, rules, verdicts, wording
from councils.identities import Shown
from councils.models import Absence, Assignment, CouncilReview, HelpRequest
from councils.pages import Candidate
from councils.verdicts import Quorum
from ideanet.people.models import Person

# So many members stand in one part of a list.
AT_ONCE: Final = 50

_Row = TypeVar("_Row")


@dataclass(frozen=True)
class Wanted:
    """Which parts of the two lists the reader asks for, as they came with the address."""

    asked: str = ""
    members: str = ""


@dataclass(frozen=True)
class KeptAway:
    """A member in conflict, and why as far as the reader may know."""

    name: str
    why: str


@dataclass(frozen=True)
class Asked:
    """One who was asked; `absence` puts their review at risk."""

    assignment: Assignment
    absence: Absence | None


@dataclass(frozen=True)
class Board:
    """Counts are there only once the chair's own review, if any, is in."""

    authors: list[Shown]
    asked: "Page[Asked]"
    conflicts: list[KeptAway]
    help_requests: list[HelpRequest]
    candidates: "Page[Candidate]"
    may_read: bool
    quorum: Quorum | None
    missing: list[str]
    void: int
    may_decide: bool
    stands_in: bool
    files_waiting: int


def board_of(review: CouncilReview, person: Person, wanted: Wanted) -> Board:
    """Load the review `for_dashboard()`."""
    may_read = rules.may_read_reviews(person, review)
    absences = away.absences_of(review.council_id) if review.is_open else {}
    quorum = quorum_of(review) if may_read else None
    asked = sorted(review.assignments.all(), key=lambda a: (not a.is_standing, a.person.name, a.pk))
    candidates = pages.candidates(review, absences, person) if review.is_open else []
    return Board(
        authors=identities.show_authors(person, review),
        asked=_part([Asked(a, away.endangers(absences, a)) for a in asked], wanted.asked),
        conflicts=[
            KeptAway(c.person.name, identities.show_conflict(person, review, c))
            for c in review.conflicts.all()
        ],
        help_requests=list(
            HelpRequest.objects.filter(assignment__in=Assignment.objects.standing().filter(review=review))
            .select_related("assignment__person")
            .order_by("-pk")
        ),
        candidates=_part(candidates, wanted.members),
        may_read=may_read,
        quorum=quorum,
        missing=wording.missing_for(quorum) if quorum else [],
        void=pages.void_reviews(review) if may_read else 0,
        may_decide=rules.may_decide(person, review) and quorum is not None and quorum.is_met,
        stands_in=rules.stands_in(person, review),
        files_waiting=papers.waiting_for(person, review),
    )


def _part(rows: Sequence[_Row], wanted: str) -> "Page[_Row]":
    return Paginator(rows, AT_ONCE).get_page(wanted)


def quorum_of(review: CouncilReview) -> Quorum:
    """How far the submitted reviews go towards the quorum."""
    submitted = [a.seat.seat_class for a in review.assignments.all() if a.is_standing and a.is_submitted]
    return verdicts.count_quorum(review, submitted)
