"""The only code that invites outsiders. The token goes into the mail and nowhere else."""

from datetime import timedelta
from functools import partial
from smtplib import SMTPException
from typing import Final

import structlog
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ideanet.people import chronicle, domains, invitations, rules
from ideanet.people.errors import GoneError, RefusedError
from ideanet.people.models import Invitation, Organisation, Person
from ideanet.people.stages import Deed
from ideanet.people.tokens import digest_of, new_token

LASTS: Final = timedelta(days=14)
log = structlog.get_logger(__name__)


@transaction.atomic
def invite(email: str, organisation: Organisation, *, by: Person) -> Invitation:
    """Invite an outsider; raises RefusedError where a sentence says why not."""
    if not rules.may_invite(by):
        raise PermissionDenied
    email = domains.normal_address(email)
    _check(email, organisation)
    token = new_token()
    invitation = Invitation.objects.create(
        email=email,
        organisation=organisation,
        invited_by=by,
        token_digest=digest_of(token),
        expires_at=timezone.now() + LASTS,
    )
    chronicle.record(Deed.INVITED, organisation, by=by, subject=invitation, email=email)
    transaction.on_commit(partial(_send, invitation, token))
    return invitation


def _check(email: str, organisation: Organisation) -> None:
    if organisation.is_home:
        raise RefusedError(_("Employees sign up by themselves, with their address at work."))
    if domains.is_home_address(email):
        raise RefusedError(_("This is an address of an employee, who can sign up without an invitation."))
    if Person.objects.filter(email=email).exists():
        raise RefusedError(_("This address has an account already."))
    if Invitation.objects.usable().filter(email=email).exists():
        raise RefusedError(_("This address has an open invitation already. Send that one again."))


@transaction.atomic
def send_again(invitation: Invitation, *, by: Person) -> Invitation:
    """Send a new link, good for as long as a new invitation; the old link stops working."""
    invitation = _lock(invitation, by)
    token = new_token()
    invitation.token_digest = digest_of(token)
    invitation.expires_at = timezone.now() + LASTS
    invitation.mailed_at = None
    invitation.save(update_fields=["token_digest", "expires_at", "mailed_at"])
    organisation = invitation.organisation
    chronicle.record(Deed.INVITED_AGAIN, organisation, by=by, subject=invitation, email=invitation.email)
    transaction.on_commit(partial(_send, invitation, token))
    return invitation


@transaction.atomic
def revoke(invitation: Invitation, *, by: Person) -> Invitation:
    """Take the invitation back: its link stops working."""
    invitation = _lock(invitation, by)
    invitation.revoked_at = timezone.now()
    invitation.save(update_fields=["revoked_at"])
    organisation = invitation.organisation
    chronicle.record(Deed.REVOKED, organisation, by=by, subject=invitation, email=invitation.email)
    return invitation


def _lock(invitation: Invitation, by: Person) -> Invitation:
    if not rules.may_invite(by):
        raise PermissionDenied
    pending = Invitation.objects.pending().select_for_update(of=("self",)).select_related("organisation")
    found = pending.filter(pk=invitation.pk).first()
    if found is None:
        raise GoneError
    return found


def _send(invitation: Invitation, token: str) -> None:
    """Mail it now: the token is kept nowhere it could be sent from later. The list says if it failed."""
    try:
        invitations.message_for(invitation, token).send()
    except (SMTPException, OSError) as error:
        log.warning("invitation not mailed", invitation=invitation.pk, error=type(error).__name__)
        return
    invitation.mailed_at = timezone.now()
    invitation.save(update_fields=["mailed_at"])
