"""What people are called by those who read of them."""

from django.utils.translation import gettext as _

from ideanet.people.models import Person
from ideanet.people.rules import may_view_person
from ideanet.people.stages import OrganisationKind


def name_of(person: Person, reader: Person) -> str:
    """That another customer is here is not an outsider's to learn; what they said to everyone is."""
    if may_view_person(reader, person):
        return person.name
    names = {
        OrganisationKind.CUSTOMER: _("A customer"),
        OrganisationKind.ACADEMIC: _("An academic"),
        OrganisationKind.ANALYST: _("An analyst"),
        OrganisationKind.ASSOCIATION: _("An association"),
    }
    return names[OrganisationKind(person.organisation.kind)]
