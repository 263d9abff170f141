"""The people of the access matrix: one for each role that a page may tell apart."""

from functools import cached_property

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


class World:
    """Made afresh for each case; objects are made by the rooms' own tables, for these people.

    `author` wrote what is looked at; `employee` had no part in it; `customer` is of the account that
    things are shared with, `rival` is of another; the rest are employees with a role, or outsiders.
    """

    @cached_property
    def account(self) -> Organisation:
        return factories.OrganisationFactory.create(name="Account")

    @cached_property
    def people(self) -> dict[str, Person]:
        return {
            "employee": factories.make_employee(name="Emma Ployee"),
            "author": factories.make_employee(name="Arthur Author"),
            "customer": factories.make_outsider(organisation=self.account, name="Carla Customer"),
            "rival": factories.make_outsider(name="Rita Rival"),
            "academic": factories.make_outsider(OrganisationKind.ACADEMIC, name="Ada Academic"),
            "marketing": factories.make_powerful(Role.MARKETING, name="Mark Eting"),
            "executive": factories.make_powerful(Role.EXECUTIVE, name="Xavier Executive"),
            "administrator": factories.make_powerful(Role.ADMINISTRATOR, name="Adam Administrator"),
        }
