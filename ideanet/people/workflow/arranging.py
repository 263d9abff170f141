"""The only code that writes organisations, segments and mail domains."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from ideanet.people import chronicle, rules
from ideanet.people.errors import RefusedError
from ideanet.people.models import MailDomain, Organisation, Person, Segment
from ideanet.people.stages import Deed, OrganisationKind


@transaction.atomic
def create_organisation(fields: dict[str, Any], *, by: Person) -> Organisation:
    """Set up an organisation beside the home one."""
    _check(by)
    organisation: Organisation = Organisation.objects.create(**fields)
    chronicle.record(Deed.FOUNDED, organisation, by=by)
    return organisation


@transaction.atomic
def change_organisation(organisation: Organisation, fields: dict[str, Any], *, by: Person) -> Organisation:
    """Change name, kind or segment. The home organisation stays that, and no other becomes it."""
    _check(by)
    organisation = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    if (fields["kind"] == OrganisationKind.HOME) != organisation.is_home:
        raise RefusedError(_("There is one home organisation, and it stays the same."))
    for name, value in fields.items():
        setattr(organisation, name, value)
    organisation.save(update_fields=[*fields])
    chronicle.record(Deed.CHANGED_ORGANISATION, organisation, by=by)
    return organisation


@transaction.atomic
def add_domain(organisation: Organisation, domain: str, *, by: Person) -> MailDomain:
    """Let everyone with an address in the domain sign up as an employee."""
    _check(by)
    if not organisation.is_home:
        raise RefusedError(_("Only people of the home organisation sign up by their address."))
    if MailDomain.objects.filter(domain__iexact=domain).exists():
        raise RefusedError(_("This domain is listed already."))
    found: MailDomain = MailDomain.objects.create(organisation=organisation, domain=domain)
    chronicle.record(Deed.ADDED_DOMAIN, organisation, by=by, domain=domain)
    return found


@transaction.atomic
def remove_domain(domain: MailDomain, *, by: Person) -> None:
    """Close the domain to new people; those who are here stay."""
    _check(by)
    chronicle.record(Deed.REMOVED_DOMAIN, domain.organisation, by=by, domain=domain.domain)
    domain.delete()


@transaction.atomic
def create_segment(name: str, *, by: Person) -> Segment:
    _check(by)
    segment = Segment.objects.create(name=name)
    chronicle.record(Deed.CHANGED_SEGMENT, segment, by=by, name=name)
    return segment


@transaction.atomic
def rename_segment(segment: Segment, name: str, *, by: Person) -> Segment:
    _check(by)
    before = segment.name
    segment.name = name
    segment.save(update_fields=["name"])
    chronicle.record(Deed.CHANGED_SEGMENT, segment, by=by, name=name, before=before)
    return segment


@transaction.atomic
def remove_segment(segment: Segment, *, by: Person) -> None:
    """Remove a segment that nothing is in."""
    _check(by)
    chronicle.record(Deed.CHANGED_SEGMENT, segment, by=by, name="", before=segment.name)
    try:
        with transaction.atomic():
            segment.delete()
    except (ProtectedError, IntegrityError) as error:
        raise RefusedError(_("Something still belongs to this segment.")) from error


def _check(by: Person) -> None:
    if not rules.may_administer(by):
        raise PermissionDenied
