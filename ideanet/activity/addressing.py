"""Private addresses: the only code that makes, finds and revokes them."""

import hmac
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from ideanet.activity.models import Address
from ideanet.activity.stages import Outlet
from ideanet.people.models import Person
from ideanet.people.tokens import digest_of

# To write down each reading would be a write for each reading.
USED_AGAIN: Final = timedelta(minutes=10)
MOST: Final = 20


class TooManyError(Exception):
    """The person has as many working addresses as anyone may."""


@transaction.atomic
def make(
    person: Person,
    outlet: Outlet,
    *,
    once: str,
    topic_type: str = "",
    topic_id: int | None = None,
    name: str = "",
) -> tuple[Address, str]:
    """The address and its token, which is shown now and never again.

    `once` is what the form was given: the same form sent twice makes one address, with the same token.
    Raises TooManyError.
    """
    Person.objects.select_for_update(of=("self",), no_key=True).get(pk=person.pk)
    token = _token(person, once)
    made = Address.objects.filter(person=person, token_digest=digest_of(token)).first()
    if made is None:
        if Address.objects.working().filter(person=person).count() >= MOST:
            raise TooManyError
        made = Address.objects.create(
            person=person,
            outlet=outlet,
            topic_type=topic_type,
            topic_id=topic_id,
            name=name,
            token_digest=digest_of(token),
        )
    return made, token


def _token(person: Person, once: str) -> str:
    """256 bits that nobody can know who has not the site's key; see `once` above."""
    said = f"ideanet.activity.addressing:{person.pk}:{once}"
    return hmac.new(settings.SECRET_KEY.encode(), said.encode(), "sha256").hexdigest()


def find(token: str, outlets: list[Outlet]) -> Address | None:
    """A working address of one of these outlets, with its person as `for_session` loads them."""
    return Address.objects.working().filter(token_digest=digest_of(token), outlet__in=outlets).first()


def mark_used(address: Address) -> None:
    """Write down that it was read, unless it was read a moment ago."""
    fresh = Address.objects.filter(pk=address.pk).filter(
        Q(used_at__isnull=True) | Q(used_at__lt=Now() - USED_AGAIN)
    )
    fresh.update(used_at=Now())


def revoke(address: Address) -> None:
    """It gives nothing any more; done twice it is done."""
    Address.objects.filter(pk=address.pk, revoked_at__isnull=True).update(revoked_at=Now())
