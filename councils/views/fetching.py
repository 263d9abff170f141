"""Everything a view works on, fetched by scope: what one may not see is not there."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404

from councils import rules
from councils.models import Assignment, Council, CouncilReview, Nomination, Seat, SeatInvitation
from ideanet.people.models import Person


def council_for(person: Person, pk: int) -> Council:
    return get_object_or_404(Council.objects.visible_to(person).for_rules(), pk=pk)


def council_of(seat: Seat) -> Council:
    """Of a seat that the reader sees, which nobody does without seeing its council; with its members."""
    return Council.objects.for_members().get(pk=seat.council_id)


def council_to_edit(person: Person, pk: int) -> Council:
    council = council_for(person, pk)
    if not rules.may_edit_council(person, council):
        raise PermissionDenied
    return council


def review_for(person: Person, pk: int) -> CouncilReview:
    return get_object_or_404(CouncilReview.objects.visible_to(person).for_page(), pk=pk)


def review_with_files(person: Person, pk: int) -> CouncilReview:
    """Also for who looks through the files in the chairs' place, and sees nothing else of the review."""
    reviews = CouncilReview.objects
    seen = reviews.visible_to(person).order_by().values("pk")
    screened = reviews.screened_by(person).order_by().values("pk")
    return get_object_or_404(reviews.filter(Q(pk__in=seen) | Q(pk__in=screened)).for_page(), pk=pk)


def review_to_chair(person: Person, pk: int) -> CouncilReview:
    return _chaired(review_for(person, pk), person)


def review_for_dashboard(person: Person, pk: int) -> CouncilReview:
    """As `review_to_chair`, without what the dashboard does not show."""
    return _chaired(
        get_object_or_404(CouncilReview.objects.visible_to(person).for_dashboard(), pk=pk), person
    )


def _chaired(review: CouncilReview, person: Person) -> CouncilReview:
    if not rules.chairs_review(person, review):
        raise PermissionDenied
    return review


def assignment_for(person: Person, pk: int) -> Assignment:
    assignments = Assignment.objects.visible_to(person).select_related("review__idea", "person", "seat")
    return get_object_or_404(assignments, pk=pk)


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
