"""Who may do what on the way to a seat: pure functions of person and object, loaded `for_rules()`."""

from typing import TYPE_CHECKING

from councils import rules

if TYPE_CHECKING:
    from councils.models import SeatInvitation
    from ideanet.people.models import Person


def has_another_chair(invitation: "SeatInvitation") -> bool:
    """Whether somebody chairs the council who neither invites here nor is invited."""
    away = {invitation.invited_by_id, invitation.person_id}
    return any(
        seat.is_chairing and seat.is_sitting and seat.person.is_active and seat.person_id not in away
        for seat in invitation.council.seats.all()
    )


def may_agree(person: "Person", invitation: "SeatInvitation") -> bool:
    """Twin: `SeatInvitationQuerySet.to_agree_by`. Another chair; where there is none, who keeps councils."""
    if person.pk in {invitation.invited_by_id, invitation.person_id}:
        return False
    if rules.chairs(person, invitation.council):
        return True
    return rules.keeps_councils(person) and not has_another_chair(invitation)


def may_withdraw_agreement(person: "Person", invitation: "SeatInvitation") -> bool:
    """Whoever gave it, while they could still give it."""
    return invitation.agreed_by_id == person.pk and may_agree(person, invitation)
