"""The questions that every change in a council asks first: their SQL is written once, see ideanet.prepared."""

from councils.models import Assignment, Conflict, Council, CouncilReview, Decision, Seat, SeatInvitation
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
    council = _COUNCIL.get(pk)
    remember(council, "seats", _SEATS.rows(pk))
    remember(council, "seat_invitations", _INVITATIONS.rows(pk))
    return council
