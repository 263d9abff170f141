"""Who may do what about days away, and about reviews handed from one member to another: pure functions."""

from typing import TYPE_CHECKING

from councils import rules

if TYPE_CHECKING:
    from councils.models import Absence, Council, CouncilReview, Delegation
    from ideanet.people.models import Person


def may_view_absence(person: "Person", absence: "Absence", council: "Council") -> bool:
    """Twin: `AbsenceQuerySet.visible_to`. One's own, and as a chair those of all members."""
    return person.is_active and (absence.seat.person_id == person.pk or rules.chairs(person, council))


def may_state_absence(person: "Person", council: "Council") -> bool:
    """Members, each for themselves."""
    return person.is_active and rules.sits(person, council)


def may_view_delegation(person: "Person", delegation: "Delegation", review: "CouncilReview") -> bool:
    """Twin: `DelegationQuerySet.visible_to`. Who asked, who is asked unless something stands in the way, chairs."""
    if not rules.may_view_review(person, review):
        return False
    asked = delegation.seat.person_id == person.pk and not delegation.obstacle
    return asked or delegation.assignment.person_id == person.pk or rules.chairs_review(person, review)


def may_take_over(person: "Person", delegation: "Delegation", review: "CouncilReview") -> bool:
    """Accept it for oneself, or confirm it as a chair."""
    if not review.is_open or not may_view_delegation(person, delegation, review):
        return False
    return delegation.seat.person_id == person.pk or rules.chairs_review(person, review)
