"""Who may do what on the way to a seat: pure functions of person and object, loaded `for_rules()`."""

from typing import TYPE_CHECKING

from councils import rules
from ideanet.people.rules import may_view_person

if TYPE_CHECKING:
    from councils.models import Council, Nomination, Renewal, Seat, SeatInvitation
    from ideanet.people.models import Person


def has_another_chair(invitation: "SeatInvitation") -> bool:
    """Whether somebody chairs the council who neither invites here nor is invited."""
    return _is_chaired_by_others(invitation.council, {invitation.invited_by_id, invitation.person_id})


def _is_chaired_by_others(council: "Council", away: set[int]) -> bool:
    return any(
        seat.is_chairing and seat.is_sitting and seat.person.is_active and seat.person_id not in away
        for seat in council.seats.all()
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


def may_nominate(person: "Person", council: "Council") -> bool:
    """Name somebody for a seat: its members and those who invite; of a council open to outsiders any employee."""
    if not rules.may_view_council(person, council):
        return False
    if rules.sits(person, council) or rules.may_edit_council(person, council):
        return True
    return person.is_employee and council.is_network


def may_put_forward(person: "Person", whom: "Person", council: "Council") -> bool:
    """Nominate this one: oneself wherever one sees the council, without sitting on it."""
    if person.pk == whom.pk:
        return rules.may_view_council(person, council) and not rules.sits(person, council)
    return may_nominate(person, council)


def may_view_nomination(person: "Person", nomination: "Nomination") -> bool:
    """Twin: `NominationQuerySet.visible_to`. Those who invite, but nobody who stands in line themselves."""
    if not person.is_active or not rules.may_invite(person, nomination.council):
        return False
    if any(nominee.person_id == person.pk for nominee in nomination.nominees.all()):
        return False
    return may_view_person(person, nomination.person)


def may_renew(person: "Person", seat: "Seat") -> bool:
    """Renew a term or let the seat go: those who look after the council, but nobody their own."""
    return person.pk != seat.person_id and rules.may_edit_council(person, seat.council)


def may_agree_to_renewal(person: "Person", renewal: "Renewal") -> bool:
    """A second chair to a term too many; where there is none, who keeps councils."""
    away = {renewal.renewed_by_id, renewal.seat.person_id}
    if person.pk in away:
        return False
    council = renewal.seat.council
    if rules.chairs(person, council):
        return True
    return rules.keeps_councils(person) and not _is_chaired_by_others(council, away)
