"""The only code by which a second person agrees to an exception, or takes that back."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from councils import notices, seat_notices, seat_rules
from councils.models import SeatInvitation
from councils.workflow import seating
from councils.workflow.locking import lock_council
from ideanet.activity import events
from ideanet.activity.kinds import EventKind
from ideanet.activity.stages import Reach
from ideanet.people.errors import GoneError
from ideanet.people.models import Person
from ideanet.people.tokens import digest_of, new_token
from ideas.errors import OutOfDateError


@transaction.atomic
def agree(invitation: SeatInvitation, *, by: Person) -> SeatInvitation:
    """Agree, and send the invitation; the same person a second time changes nothing."""
    invitation = _lock(invitation)
    if not seat_rules.may_agree(by, invitation):
        raise PermissionDenied
    if not invitation.needs_agreement or invitation.agreed_by_id == by.pk:
        return invitation
    if invitation.agreed_by_id is not None:
        raise OutOfDateError(_("Somebody else has agreed to this exception meanwhile."))
    token = new_token()
    invitation.agreed_by, invitation.agreed_at = by, timezone.now()
    invitation.token_digest = digest_of(token)
    invitation.expires_at = timezone.now() + seating.LASTS
    invitation.save(update_fields=["agreed_by", "agreed_at", "token_digest", "expires_at"])
    _record(seat_notices.EXCEPTION_AGREED, invitation, by)
    events.record(
        notices.SEAT_OFFERED,
        invitation.council,
        by=invitation.invited_by,
        subject=invitation,
        reach=Reach.NAMED,
        person_id=invitation.person_id,
    )
    transaction.on_commit(partial(seating.send, invitation, token))
    return invitation


@transaction.atomic
def withdraw(invitation: SeatInvitation, *, by: Person) -> None:
    """Agree no longer: the link stops working, and the invitation waits as before."""
    invitation = _lock(invitation)
    if not seat_rules.may_withdraw_agreement(by, invitation):
        raise PermissionDenied
    invitation.agreed_by = invitation.agreed_at = invitation.mailed_at = None
    invitation.token_digest = digest_of(new_token())
    invitation.save(update_fields=["agreed_by", "agreed_at", "mailed_at", "token_digest"])
    _record(seat_notices.AGREEMENT_WITHDRAWN, invitation, by)


def _lock(invitation: SeatInvitation) -> SeatInvitation:
    """As it is now, while nobody has answered it or taken it back."""
    council = lock_council(invitation.council)
    pending = SeatInvitation.objects.pending().select_related("person", "invited_by")
    found = pending.filter(pk=invitation.pk).first()
    if found is None:
        raise GoneError
    found.council = council
    return found


def _record(kind: EventKind, invitation: SeatInvitation, by: Person) -> None:
    events.record(
        kind,
        invitation.council,
        by=by,
        subject=invitation,
        reach=Reach.NAMED,
        invited_by_id=invitation.invited_by_id,
    )
