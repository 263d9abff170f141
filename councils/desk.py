"""The desk of a review: what one reader finds on it now."""

from dataclasses import dataclass
from typing import Final

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from councils import ballots, calibration, identities, letter_rules, pages, rules
from councils.identities import Shown
from councils.models import (
    Answer,
    Assignment,
    CouncilReview,
    Criterion,
    Delegation,
    HelpRequest,
    Point,
    PrivateNote,
    Recommendation,
)
from councils.pages import Averages, Reading
from councils.stages import ReviewState
from ideanet import html
from ideanet.people.models import Person
from ideanet.prepared import Prepared
from ideas import comparing
from ideas.models import Evidence, Revision

MOST_CHAIRED: Final = 50
# So many reviews are read in full on one page.
AT_ONCE: Final = 20


@dataclass(frozen=True)
class Earlier:
    """The round before: what the revision had to meet, and what its authors answered."""

    review: CouncilReview
    points: list[Point]
    answers: list[Answer]


@dataclass(frozen=True)
class Since:
    """What changed since the revision that the reader, or else the council, judged the last time."""

    revision: Revision
    is_own: bool
    parts: list[comparing.Text]


@dataclass(frozen=True)
class Desk:
    """All that councils/review.html shows beside the idea's text."""

    body: str
    authors: list[Shown]
    criteria: list[Criterion]
    evidence: list[Evidence]
    earlier: Earlier | None
    since: Since | None
    note: str
    help_requests: list[HelpRequest]
    delegation: Delegation | None
    to_calibrate: int
    assignment: Assignment | None
    own_recommendation: Recommendation | None
    own: Reading | None
    others: list[Reading]
    others_page: "Page[Recommendation]"
    averages: Averages | None
    void: int
    may_recommend: bool
    may_amend: bool
    may_read: bool
    may_discuss: bool
    chairs: bool
    may_read_letter: bool
    opens_idea: bool


def desk_of(review: CouncilReview, person: Person, wanted: str = "") -> Desk:
    """Load the review `for_page()`; `wanted` is which page of the others' reviews."""
    assignment = rules.standing_assignment(person, review)
    may_read = rules.may_read_reviews(person, review)
    counting = ballots.loaded(review) if may_read else []
    readable = pages.readable(review, person, counting)
    own_pk = assignment.pk if assignment else None
    own = [r for r in readable if r.assignment_id == own_pk]
    # Their order says nothing and never changes, so a page goes by its number.
    others = Paginator([r for r in readable if r.assignment_id != own_pk], AT_ONCE).get_page(wanted)
    readings = pages.readings(review, person, [*own, *others])
    authors = identities.show_authors(person, review)
    earlier = earlier_of(review)
    return Desk(
        body=html.pictures_below(review.get_absolute_url(), review.revision.body),
        authors=authors,
        criteria=list(review.scorecard.criteria.all()),
        evidence=evidence_of(review, person),
        earlier=earlier,
        since=since_of(review, person, earlier),
        note=PrivateNote.objects.filter(review=review, writer=person).values_list("body", flat=True).first()
        or "",
        help_requests=list(HelpRequest.objects.filter(assignment=assignment)) if assignment else [],
        delegation=_delegation(review, person),
        to_calibrate=calibration.still_to_score(review.council, person)
        if assignment and review.is_open
        else 0,
        assignment=assignment,
        own_recommendation=_own(assignment),
        own=readings[0] if own else None,
        others=readings[len(own) :],
        others_page=others,
        averages=pages.averages_of(review, counting) if len(readable) > 1 else None,
        void=pages.void_reviews(review) if may_read else 0,
        may_recommend=rules.may_recommend(person, review),
        may_amend=rules.may_amend(person, review),
        may_read=may_read,
        may_discuss=rules.may_discuss(person, review),
        chairs=rules.chairs_review(person, review),
        may_read_letter=letter_rules.may_read_letter(person, review),
        opens_idea=all(author.person is not None for author in authors)
        and (not review.is_blind or rules.chairs_review(person, review)),
    )


def _delegation(review: CouncilReview, person: Person) -> Delegation | None:
    """The offer that the reader made, or was made."""
    if not review.is_open:
        return None
    return _OFFERED.first(person, review.pk)


def _offered(person: Person, review: int) -> "QuerySet[Delegation]":
    offered = Q(seat__person=person, obstacle="") | Q(assignment__person=person)
    found = Delegation.objects.open().filter(offered, assignment__review=review)
    return found.select_related("seat__person", "assignment__person").order_by("pk")[:1]


_OFFERED: Prepared[Delegation] = Prepared(_offered)


def _own(assignment: Assignment | None) -> Recommendation | None:
    if assignment is None:
        return None
    own = Recommendation.objects.filter(assignment=assignment)
    return own.prefetch_related("scores").first()


def evidence_of(review: CouncilReview, person: Person) -> list[Evidence]:
    """What stands behind the idea: the council vetting it sees it, internal pieces its employees alone."""
    evidence = Evidence.objects.filter(idea=review.idea_id)
    return list(evidence if person.is_employee else evidence.citable())


def earlier_of(review: CouncilReview) -> Earlier | None:
    """The last round of the same council on the same trip round the loop."""
    if review.number == 1:
        return None
    before = (
        CouncilReview.objects.filter(
            council=review.council_id,
            idea=review.idea_id,
            round_number=review.round_number,
            number__lt=review.number,
            state=ReviewState.CLOSED,
        )
        .select_related("revision")
        .prefetch_related("decisions__letter__answers", "decisions__points")
        .order_by("-number")
        .first()
    )
    if before is None or before.decision is None:
        return None
    return Earlier(before, list(before.decision.points.all()), list(before.decision.letter.answers.all()))


def since_of(review: CouncilReview, person: Person, earlier: Earlier | None) -> Since | None:
    """The revision judged the last time beside this one, word by word; None on a first reading."""
    if review.number == 1 and review.round_number == 1:
        return None
    judged = (
        Assignment.objects.submitted()
        .filter(
            person=person,
            review__council=review.council_id,
            review__idea=review.idea_id,
            review__opened_at__lt=review.opened_at,
        )
        .select_related("review__revision")
        .order_by("-review__opened_at")
        .first()
    )
    before = judged.review if judged else earlier.review if earlier else None
    if before is None or before.revision_id == review.revision_id:
        return None
    # The review serves the pictures of its own revision alone: those of both texts are their words here.
    parts = comparing.texts(before.revision, review.revision, pictures=False)
    return Since(before.revision, judged is not None, parts)
