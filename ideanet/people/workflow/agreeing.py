"""The only code that writes guidelines and who agreed to them."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from ideanet.people import chronicle, rules
from ideanet.people.models import Agreement, Guidelines, Person
from ideanet.people.stages import Deed


@transaction.atomic
def agree(version: int, *, by: Person) -> bool:
    """Write down that the person agreed; False if another version is in force by now."""
    newest = Guidelines.objects.first()
    if newest is None or newest.pk != version:
        return False
    _agreement, is_new = Agreement.objects.get_or_create(person=by, guidelines=newest)
    if is_new:
        chronicle.record(Deed.AGREED, newest, by=by)
    return True


@transaction.atomic
def publish(*, body: str, disclaimer: str, by: Person) -> Guidelines:
    """Put a new version in force; everyone is asked again before their next contribution."""
    if not rules.may_administer(by):
        raise PermissionDenied
    guidelines = Guidelines.objects.create(body=body, disclaimer=disclaimer, published_by=by)
    chronicle.record(Deed.PUBLISHED_GUIDELINES, guidelines, by=by)
    return guidelines
