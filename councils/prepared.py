"""The questions that pages of councils, and changes in them, ask first: see ideanet.prepared.

Who sees a review depends on the day, by terms of seats.
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from councils.models import Assignment, Conflict, Council, CouncilReview, Decision, Seat, SeatInvitation
from councils.querysets import reviews
from councils.stages import ReviewState
from ideanet.people.models import Person
from ideanet.prepared import Prepared, remember
from ideas.models import Authorship

_REVIEW: Prepared[CouncilReview] = Prepared(
    lambda pk: CouncilReview.objects.with_earlier_reviewers().select_related("council", "idea").filter(pk=pk)
)
_COUNCIL: Prepared[Council] = Prepared(lambda pk: Council.objects.filter(pk=pk))
_SEATS: Prepared[Seat] = Prepared(lambda council: Seat.objects.open().for_rules().filter(council=council))
_INVITATIONS: Prepared[SeatInvitation] = Prepared(
    lambda council: SeatInvitation.objects.filter(council=council)
)
_CONFLICTS: Prepared[Conflict] = Prepared(lambda review: Conflict.objects.filter(review=review))
_DECISIONS: Prepared[Decision] = Prepared(
    lambda review: Decision.objects.select_related("letter").filter(review=review)
)
_AUTHORS: Prepared[Authorship] = Prepared(lambda idea: Authorship.objects.filter(idea=idea))
_ASSIGNMENTS: Prepared[Assignment] = Prepared(
    lambda review: Assignment.objects.select_related("recommendation").filter(review=review)
)


def _also_screened(reader: Person) -> Any:
    seen = CouncilReview.objects.visible_to(reader).order_by().values("pk")
    screened = CouncilReview.objects.screened_by(reader).order_by().values("pk")
    return CouncilReview.objects.filter(Q(pk__in=seen) | Q(pk__in=screened))


_SEEN_COUNCIL: Prepared[Council] = Prepared(
    lambda reader, pk: Council.objects.visible_to(reader).filter(pk=pk)
)
_SEEN_ASSIGNMENT: Prepared[Assignment] = Prepared(
    lambda reader, pk: (
        Assignment.objects.visible_to(reader).select_related("review__idea", "person", "seat").filter(pk=pk)
    ),
    daily=True,
)
_SEEN_REVIEW: Prepared[CouncilReview] = Prepared(
    lambda reader, pk: CouncilReview.objects.visible_to(reader).with_head().filter(pk=pk), daily=True
)
_SEEN_TEXT: Prepared[CouncilReview] = Prepared(
    lambda reader, pk: CouncilReview.objects.visible_to(reader).select_related("revision").filter(pk=pk),
    daily=True,
)
_SCREENED_REVIEW: Prepared[CouncilReview] = Prepared(
    lambda reader, pk: _also_screened(reader).with_head().filter(pk=pk), daily=True
)
_OF_IDEA: Prepared[CouncilReview] = Prepared(
    lambda idea: (
        CouncilReview.objects.filter(idea=idea)
        .exclude(state=ReviewState.WITHDRAWN)
        .for_rules()
        .prefetch_related("council__seat_invitations")
        .order_by("-opened_at", "-pk")
    )
)
_HEAD_CONFLICTS: Prepared[Conflict] = Prepared(lambda review: reviews.conflicts().filter(review=review))
_HEAD_AUTHORS: Prepared[Authorship] = Prepared(lambda idea: reviews.authors().filter(idea=idea))
_HEAD_ASKED: Prepared[Assignment] = Prepared(lambda review: reviews.asked().filter(review=review))
_OFFERED: Prepared[Assignment] = Prepared(lambda review: reviews.asked().with_offer().filter(review=review))
_BUSY_SEATS: Prepared[Seat] = Prepared(lambda council: reviews.seats().with_load().filter(council=council))


def council_seen_by(reader: Person, pk: int) -> Council:
    """With what `for_rules()` loads; Http404 if unseen. Three queries."""
    return _with_members(_SEEN_COUNCIL.get_or_404(reader, pk))


def assignment_seen_by(reader: Person, pk: int) -> Assignment:
    """With its review and idea, its person and seat; Http404 if unseen. One query."""
    return _SEEN_ASSIGNMENT.get_or_404(reader, pk)


def review_seen_by(reader: Person, pk: int) -> CouncilReview:
    """With what `for_page()` loads; Http404 if unseen. Six queries."""
    return _for_page(_SEEN_REVIEW.get_or_404(reader, pk))


def review_with_files_for(reader: Person, pk: int) -> CouncilReview:
    """The same, also for who looks through the files in the chairs' place and sees nothing else of the review."""
    return _for_page(_SCREENED_REVIEW.get_or_404(reader, pk))


def text_seen_by(reader: Person, pk: int) -> CouncilReview:
    """With the revision under review; Http404 if unseen. One query."""
    return _SEEN_TEXT.get_or_404(reader, pk)


def reviews_of(idea: int) -> list[CouncilReview]:
    """What was not withdrawn, the newest first, with what the rules ask of reviews and councils."""
    return _OF_IDEA.rows(idea)


def dashboard_seen_by(reader: Person, pk: int) -> CouncilReview:
    """With what `for_dashboard()` loads; Http404 if unseen. Five queries."""
    review = _SEEN_REVIEW.get_or_404(reader, pk)
    return _with_people(review, _BUSY_SEATS.rows(review.council_id), _OFFERED.rows(pk))


def _for_page(review: CouncilReview) -> CouncilReview:
    remember(review, "decisions", _DECISIONS.rows(review.pk))
    return _with_people(review, _SEATS.rows(review.council_id), _HEAD_ASKED.rows(review.pk))


def _with_people(review: CouncilReview, seats: Sequence[Seat], asked: Sequence[Assignment]) -> CouncilReview:
    remember(review, "conflicts", _HEAD_CONFLICTS.rows(review.pk))
    remember(review.idea, "authorships", _HEAD_AUTHORS.rows(review.idea_id))
    remember(review.council, "seats", seats)
    remember(review, "assignments", asked)
    return review


def review_for_rules(pk: int) -> CouncilReview:
    """The review as it is now, with what `for_rules()` loads."""
    review = _REVIEW.get(pk)
    remember(review, "conflicts", _CONFLICTS.rows(pk))
    remember(review, "decisions", _DECISIONS.rows(pk))
    remember(review, "assignments", _ASSIGNMENTS.rows(pk))
    remember(review.idea, "authorships", _AUTHORS.rows(review.idea_id))
    remember(review.council, "seats", _SEATS.rows(review.council_id))
    return review


def council_for_rules(pk: int) -> Council:
    """The council as it is now, with what `for_rules()` loads."""
    return _with_members(_COUNCIL.get(pk))


def _with_members(council: Council) -> Council:
    remember(council, "seats", _SEATS.rows(council.pk))
    remember(council, "seat_invitations", _INVITATIONS.rows(council.pk))
    return council
