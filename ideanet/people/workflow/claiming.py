"""The only code that writes credentials: claimed by one person, decided on by another."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ideanet.people import chronicle, rules
from ideanet.people.errors import OutOfDateError, RefusedError
from ideanet.people.models import Credential, Person
from ideanet.people.stages import Deed


@transaction.atomic
def claim(fields: dict[str, Any], *, by: Person) -> Credential:
    """Claim a credential; it counts for nothing until someone else verified it."""
    credential: Credential = Credential.objects.create(person=by, **fields)
    chronicle.record(Deed.CLAIMED, by, by=by, subject=credential, title=credential.title)
    return credential


@transaction.atomic
def change(credential: Credential, fields: dict[str, Any], *, by: Person) -> Credential:
    """Change a claim of one's own; a rejected one waits to be checked again."""
    credential = _lock(credential)
    if credential.is_verified and credential.person_id == by.pk:
        raise OutOfDateError
    if not rules.may_edit_credential(by, credential):
        raise PermissionDenied
    fields = fields | _undecided() | {"claimed_at": timezone.now()}
    _keep(credential, fields)
    chronicle.record(Deed.CHANGED_CLAIM, by, by=by, subject=credential, title=credential.title)
    return credential


@transaction.atomic
def withdraw(credential: Credential, *, by: Person) -> None:
    """Take back a claim of one's own, verified or not."""
    credential = _lock(credential)
    if not rules.may_withdraw_credential(by, credential):
        raise PermissionDenied
    chronicle.record(Deed.WITHDREW, by, by=by, title=credential.title)
    credential.delete()


@transaction.atomic
def verify(credential: Credential, *, by: Person, seen: str) -> Credential:
    """Vouch for the claim as it stood when `seen` was read (see `version_of`)."""
    credential = _lock_to_decide(credential, by, seen)
    _keep(credential, _undecided() | {"verified_by": by, "verified_at": timezone.now()})
    chronicle.record(Deed.VERIFIED, credential.person, by=by, subject=credential, title=credential.title)
    return credential


@transaction.atomic
def reject(credential: Credential, *, by: Person, reason: str, seen: str) -> Credential:
    """Say why the claim does not hold; also takes back a verification that was a mistake."""
    if not reason.strip():
        raise RefusedError(_("Say why, so that it can be put right."))
    credential = _lock_to_decide(credential, by, seen)
    decided = {"rejected_by": by, "rejected_at": timezone.now(), "rejection_reason": reason.strip()}
    _keep(credential, _undecided() | decided)
    person = credential.person
    chronicle.record(
        Deed.REJECTED, person, by=by, subject=credential, title=credential.title, reason=reason.strip()
    )
    return credential


def version_of(credential: Credential) -> str:
    """Changes whenever the claim or what was decided on it does."""
    return str((credential.verified_at or credential.rejected_at or credential.claimed_at).timestamp())


def _lock_to_decide(credential: Credential, by: Person, seen: str) -> Credential:
    credential = _lock(credential)
    if not rules.may_verify_credential(by, credential):
        raise PermissionDenied
    if version_of(credential) != seen:
        raise OutOfDateError
    return credential


def _lock(credential: Credential) -> Credential:
    locked = Credential.objects.select_for_update(of=("self",)).select_related("person__organisation")
    found = locked.filter(pk=credential.pk).first()
    if found is None:
        raise OutOfDateError
    return found


def _undecided() -> dict[str, Any]:
    return {
        "verified_by": None,
        "verified_at": None,
        "rejected_by": None,
        "rejected_at": None,
        "rejection_reason": "",
    }


def _keep(credential: Credential, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        setattr(credential, name, value)
    credential.save(update_fields=[*fields])
