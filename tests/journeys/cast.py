"""Who walks: the people of a small company and of those it thinks with, each at a browser of their own."""

from dataclasses import dataclass

from ideanet.people.models import Person
from ideanet.people.stages import OrganisationKind, Role
from ideanet.people.workflow.joining import prove_address
from tests import factories
from tests.journeys.browsing import Visitor
from tests.journeys.conftest import SignIn, Worker


@dataclass(frozen=True)
class Cast:
    """The people themselves."""

    expert: Person
    peer: Person
    manager: Person
    customer: Person
    marketer: Person
    second_marketer: Person
    administrator: Person
    executive: Person
    chair: Person
    member: Person
    academic: Person
    partial_member: Person
    judge: Person


def make_cast() -> Cast:
    executive = factories.make_powerful(Role.EXECUTIVE, name="Xenia Hall", job_title="Chief executive")
    manager = factories.make_employee(name="Magnus Orr", manager=executive, unit="Operations")
    expert = factories.make_employee(
        name="Edda Winter",
        email="edda@home.example",
        manager=manager,
        job_title="Reliability engineer",
        unit="Operations",
        country="NO",
    )
    expert.set_password(factories.PASSWORD)
    expert.save(update_fields=["password"])
    prove_address(expert)
    chair = factories.make_employee(name="Ingrid Vale")
    factories.give_second_factor(chair)
    harbour = factories.OrganisationFactory.create(name="Northport Harbour")
    university = factories.OrganisationFactory.create(
        name="Ardenholt University", kind=OrganisationKind.ACADEMIC
    )
    return Cast(
        expert=expert,
        peer=factories.make_employee(name="Pia Lund", email="pia@home.example"),
        manager=manager,
        customer=factories.make_outsider(organisation=harbour, name="Carlo Bianchi"),
        marketer=factories.make_powerful(Role.MARKETING, name="Mara Quist", email="mara@home.example"),
        second_marketer=factories.make_powerful(Role.MARKETING, name="Sol Aydin"),
        administrator=factories.make_powerful(Role.ADMINISTRATOR, name="Ada Brook"),
        executive=executive,
        chair=chair,
        member=factories.make_employee(name="Tomas Reyes"),
        academic=factories.make_outsider(organisation=university, name="Noor Saleh"),
        partial_member=factories.make_employee(name="Kim Osei"),
        judge=factories.make_employee(name="Yuki Mori"),
    )


class Story:
    """The cast at their browsers, the worker behind the scenes, and the addresses that chapters hand on."""

    idea: str
    rival: str
    council: str
    review: str
    cycle: str
    draft: str

    def __init__(self, sign_in: SignIn, worker: Worker) -> None:
        self.cast = make_cast()
        self.worker = worker
        self._sign_in = sign_in
        self._browsers: dict[int, Visitor] = {}

    def at(self, person: Person) -> Visitor:
        """The person's browser, in which they stay signed in."""
        if person.pk not in self._browsers:
            self._browsers[person.pk] = self._sign_in(person)
        return self._browsers[person.pk]

    @property
    def expert(self) -> Visitor:
        return self.at(self.cast.expert)

    @property
    def customer(self) -> Visitor:
        return self.at(self.cast.customer)

    @property
    def peer(self) -> Visitor:
        return self.at(self.cast.peer)

    @property
    def marketer(self) -> Visitor:
        return self.at(self.cast.marketer)

    @property
    def chair(self) -> Visitor:
        return self.at(self.cast.chair)

    @property
    def executive(self) -> Visitor:
        return self.at(self.cast.executive)

    @property
    def administrator(self) -> Visitor:
        return self.at(self.cast.administrator)

    def nobody(self) -> Visitor:
        """A browser in which nobody is signed in yet, which becomes the expert's."""
        visitor = self._sign_in()
        self._browsers[self.cast.expert.pk] = visitor
        return visitor
