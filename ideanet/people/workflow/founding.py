"""The only code that makes a site out of empty tables: its organisation, a way in, and somebody to let others in."""

from django.db import transaction
from django.utils.translation import gettext as _

from ideanet.people import chronicle, domains
from ideanet.people.errors import RefusedError
from ideanet.people.models import MailDomain, Organisation, Person
from ideanet.people.stages import Deed, OrganisationKind, Role
from ideanet.people.workflow import joining


@transaction.atomic
def found(*, organisation: str, domain: str, name: str, email: str) -> Person:
    """The first administrator, who has no password yet and sets one by a reset."""
    if Organisation.objects.filter(kind=OrganisationKind.HOME).exists():
        raise RefusedError(
            _("There is a home organisation already: administrators grant roles on its pages.")
        )
    home = Organisation.objects.create(name=organisation, kind=OrganisationKind.HOME)
    MailDomain.objects.create(organisation=home, domain=domains.normal_domain(domain))
    person: Person = Person.objects.create_user(
        domains.normal_address(email), name=name, organisation=home, roles=[Role.ADMINISTRATOR.value]
    )
    joining.prove_address(person)
    chronicle.record(Deed.FOUNDED, home, by=None)
    chronicle.record(Deed.CHANGED_ROLES, person, by=None, granted=[Role.ADMINISTRATOR.value], taken=[])
    return person
