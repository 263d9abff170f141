"""The only code that brings people in: employees by their address, outsiders by invitation."""

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils import timezone

from ideanet.people import chronicle
from ideanet.people.errors import GoneError
from ideanet.people.models import Invitation, Person
from ideanet.people.stages import Deed
from ideanet.people.tokens import digest_of


@transaction.atomic
def arrive(person: Person) -> bool:
    """Be here from now on, the address being proved; False for those who were here before."""
    is_new = bool(
        Person.objects.filter(pk=person.pk, joined_at__isnull=True).update(joined_at=timezone.now())
    )
    if is_new:
        person.refresh_from_db(fields=["joined_at"])
        chronicle.record(Deed.JOINED, person, by=person)
    return is_new


def accept(token: str, *, name: str, password: str) -> Person:
    """Make the invited person, whose address the token proves.

    Raises GoneError if the invitation was used, taken back or has run out, or if the address has
    an account by now.
    """
    try:
        return _accept(token, name=name, password=password)
    except IntegrityError as error:
        raise GoneError from error


@transaction.atomic
def _accept(token: str, *, name: str, password: str) -> Person:
    # The lock makes two clicks at once one acceptance: the second finds nothing usable.
    usable = Invitation.objects.usable().select_for_update(of=("self",)).select_related("organisation")
    invitation = usable.filter(token_digest=digest_of(token)).first()
    if invitation is None:
        raise GoneError
    person: Person = Person.objects.create_user(
        invitation.email, password, name=name, organisation=invitation.organisation
    )
    prove_address(person)
    invitation.accepted_at = timezone.now()
    invitation.accepted_by = person
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    chronicle.record(Deed.ACCEPTED, person, by=person, subject=invitation)
    return person


def prove_address(person: Person) -> EmailAddress:
    """Take the person's address as proved, so that no code is asked for it."""
    address, _is_new = EmailAddress.objects.update_or_create(
        user=person, email=person.email, defaults={"verified": True, "primary": True}
    )
    return address
