"""The people of the access matrix: one for each role that a page may tell apart."""

from dataclasses import dataclass
from typing import Self

from ideanet.people.models import Organisation, Person
from ideanet.people.stages import OrganisationKind, Role
from tests import factories

ROLES = (
    "anonymous",
    "employee",
    "author",
    "customer",
    "rival",
    "academic",
    "marketing",
    "executive",
    "administrator",
)


@dataclass(frozen=True)
class World:
    """Objects are made by the rooms' own tables, for these people.

    `author` wrote what is looked at; `employee` had no part in it; `customer` is of the account that
    things are shared with, `rival` is of another; the rest are employees with a role, or outsiders.
    """

    people: dict[str, Person]

    @property
    def account(self) -> Organisation:
        return self.people["customer"].organisation

    @classmethod
    def make(cls) -> Self:
        account = factories.OrganisationFactory.create(name="Account")
        return cls(
            {
                "employee": factories.make_employee(name="Emma Ployee"),
                "author": factories.make_employee(name="Arthur Author"),
                "customer": factories.make_outsider(organisation=account, name="Carla Customer"),
                "rival": factories.make_outsider(name="Rita Rival"),
                "academic": factories.make_outsider(OrganisationKind.ACADEMIC, name="Ada Academic"),
                "marketing": factories.make_powerful(Role.MARKETING, name="Mark Eting"),
                "executive": factories.make_powerful(Role.EXECUTIVE, name="Xavier Executive"),
                "administrator": factories.make_powerful(Role.ADMINISTRATOR, name="Adam Administrator"),
            }
        )

    def read_again(self) -> Self:
        """The same people as the database knows them now, with nothing remembered."""
        found = Person.objects.in_bulk([person.pk for person in self.people.values()])
        return type(self)({role: found[person.pk] for role, person in self.people.items()})
