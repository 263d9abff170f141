"""A chair's dashboard of one review: progress, candidates, conflicts and the quorum."""

from dataclasses import dataclass
from typing import Final

from councils import away, ballots, identities, pages, papers, rules, verdicts, wording
from councils.identities import Shown
from councils.models import Absence, Assignment, CouncilReview, Delegation, HelpRequest
from councils.pages import Averages, Candidate, Reading
from councils.proposing import load_of
from councils.verdicts import Quorum
from ideanet.people.models import Person

# More reviews than these stand in a table, and are read on the page of the review.
IN_FULL: Final = 12


@dataclass(frozen=True)
class KeptAway:
    """A member in conflict, and why as far as the reader may know."""

    name: str
    why: str


@dataclass(frozen=True)
class Asked:
    """One who was asked; `absence` puts their review at risk, `delegation` offers it to another."""

    assignment: Assignment
    absence: Absence | None
    delegation: Delegation | None


@dataclass(frozen=True)
class Board:
    """Counts and reviews are there only once the chair's own review, if any, is in."""

    authors: list[Shown]
    asked: list[Asked]
    conflicts: list[KeptAway]
    help_requests: list[HelpRequest]
    candidates: list[Candidate]
    may_read: bool
    quorum: Quorum | None
    missing: list[str]
    readings: list[Reading]
    in_full: bool
    averages: Averages | None
    void: int
    may_decide: bool
    may_discuss: bool
    stands_in: bool
    files_waiting: int


def board_of(review: CouncilReview, person: Person) -> Board:
    """Load the review `for_page()`."""
    may_read = rules.may_read_reviews(person, review)
    members = [seat.person_id for seat in review.council.seats.all()]
    load = load_of(review.council, members) if review.is_open else {}
    absences = away.absences_of(review.council_id) if review.is_open else {}
    open_ones = Delegation.objects.open().filter(assignment__review=review) if review.is_open else []
    offered = {d.assignment_id: d for d in open_ones}
    counting = ballots.loaded(review) if may_read else []
    readings = pages.readings(review, person, pages.readable(review, person, counting)) if may_read else []
    quorum = quorum_of(review) if may_read else None
    return Board(
        authors=identities.show_authors(person, review),
        asked=[
            Asked(a, away.endangers(absences, a), offered.get(a.pk))
            for a in sorted(review.assignments.all(), key=lambda a: (not a.is_standing, a.person.name))
        ],
        conflicts=[
            KeptAway(c.person.name, identities.show_conflict(person, review, c))
            for c in review.conflicts.all()
        ],
        help_requests=list(
            HelpRequest.objects.filter(assignment__in=Assignment.objects.standing().filter(review=review))
            .select_related("assignment__person")
            .order_by("-pk")
        ),
        candidates=pages.candidates(review, load, absences, person) if review.is_open else [],
        may_read=may_read,
        quorum=quorum,
        missing=wording.missing_for(quorum) if quorum else [],
        readings=readings,
        in_full=len(readings) <= IN_FULL,
        averages=pages.averages_of(review, counting) if len(readings) > 1 else None,
        void=pages.void_reviews(review) if may_read else 0,
        may_decide=rules.may_decide(person, review) and quorum is not None and quorum.is_met,
        may_discuss=rules.may_discuss(person, review),
        stands_in=rules.stands_in(person, review),
        files_waiting=papers.waiting_for(person, review),
    )


def quorum_of(review: CouncilReview) -> Quorum:
    """How far the submitted reviews go towards the quorum."""
    submitted = [a.seat.seat_class for a in review.assignments.all() if a.is_standing and a.is_submitted]
    return verdicts.count_quorum(review, submitted)
