"""Everything a view works on, fetched by scope: what one may not see is not there."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from councils import prepared, rules
from councils.models import Assignment, Council, CouncilReview, Nomination, Seat, SeatInvitation
from ideanet.people.models import Person


def council_for(person: Person, pk: int) -> Council:
    return prepared.council_seen_by(person, pk)


def council_of(seat: Seat) -> Council:
    """Of a seat that the reader sees, which nobody does without seeing its council; with its members."""
    return Council.objects.for_members().get(pk=seat.council_id)


def council_to_edit(person: Person, pk: int) -> Council:
    council = council_for(person, pk)
    if not rules.may_edit_council(person, council):
        raise PermissionDenied
    return council


def review_for(person: Person, pk: int) -> CouncilReview:
    return prepared.review_seen_by(person, pk)


def review_with_files(person: Person, pk: int) -> CouncilReview:
    """Also for who looks through the files in the chairs' place, and sees nothing else of the review."""
    return prepared.review_with_files_for(person, pk)


def review_to_chair(person: Person, pk: int) -> CouncilReview:
    return _chaired(review_for(person, pk), person)


def review_for_dashboard(person: Person, pk: int) -> CouncilReview:
    """As `review_to_chair`, without what the dashboard does not show."""
    return _chaired(prepared.dashboard_seen_by(person, pk), person)


def _chaired(review: CouncilReview, person: Person) -> CouncilReview:
    if not rules.chairs_review(person, review):
        raise PermissionDenied
    return review


def assignment_for(person: Person, pk: int) -> Assignment:
    return prepared.assignment_seen_by(person, pk)


def invitation_for(person: Person, pk: int) -> SeatInvitation:
    invitations = SeatInvitation.objects.visible_to(person).select_related(
        "council", "person__organisation", "invited_by"
    )
    return get_object_or_404(invitations, pk=pk)


def nomination_for(person: Person, pk: int) -> Nomination:
    """With its council `for_rules()`."""
    found = get_object_or_404(Nomination.objects.visible_to(person).for_line(), pk=pk)
    found.council = council_for(person, found.council_id)
    return found
