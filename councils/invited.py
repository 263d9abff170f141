"""The invitations to a council as one of those who invite sees them, with what they may do about each."""

from dataclasses import dataclass

from councils import rules, seat_rules
from councils.models import Council, SeatInvitation
from ideanet.people.models import Person


@dataclass(frozen=True)
class Invited:
    invitation: SeatInvitation
    may_agree: bool
    may_withdraw: bool


def invited_to(council: Council, reader: Person) -> list[Invited]:
    """Those that nobody has answered yet; none for people who do not invite. Load the council `for_seats()`."""
    if not rules.may_invite(reader, council):
        return []
    found = []
    for invitation in council.seat_invitations.all():
        if not invitation.is_pending:
            continue
        invitation.council = council
        found.append(
            Invited(
                invitation,
                not invitation.is_sent and seat_rules.may_agree(reader, invitation),
                seat_rules.may_withdraw_agreement(reader, invitation),
            )
        )
    return found
