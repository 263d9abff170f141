"""Who may do what about days away, and about reviews handed from one member to another: pure functions."""

from typing import TYPE_CHECKING

from councils import rules

if TYPE_CHECKING:
    from councils.models import Absence, Council
    from ideanet.people.models import Person


def may_view_absence(person: "Person", absence: "Absence", council: "Council") -> bool:
    """Twin: `AbsenceQuerySet.visible_to`. One's own, and as a chair those of all members."""
    return person.is_active and (absence.seat.person_id == person.pk or rules.chairs(person, council))


def may_state_absence(person: "Person", council: "Council") -> bool:
    """Members, each for themselves."""
    return person.is_active and rules.sits(person, council)
