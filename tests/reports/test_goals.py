"""Goals: proposed by one side, agreed by the other."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from ideanet.activity.models import Event, Notice
from ideanet.people.models import Person
from ideanet.people.stages import Role
from ideanet.reports import needs
from ideanet.reports.models import Goal
from ideanet.reports.workflow import agreeing
from ideas.errors import OutOfDateError, RefusedError
from tests import factories
from tests.reports import world

pytestmark = pytest.mark.django_db
YEAR = timezone.localdate().year


@pytest.fixture
def boss() -> Person:
    return factories.make_employee(name="Bea Boss")


@pytest.fixture
def worker(boss: Person) -> Person:
    return factories.make_employee(name="Will Worker", manager=boss)


def propose(person: Person, by: Person, target: str = "3", year: int = YEAR) -> Goal:
    return agreeing.propose(person, year=year, target=Decimal(target), by=by)


def states() -> list[tuple[str, Decimal]]:
    return list(Goal.objects.order_by("pk").values_list("state", "target"))


def test_the_person_proposes_and_the_manager_agrees(worker: Person, boss: Person) -> None:
    goal = agreeing.agree(propose(worker, worker), by=boss)
    found: tuple[str, Person | None, Decimal] = (goal.state, goal.agreed_by, goal.target)
    assert found == ("agreed", boss, Decimal(3))
    world.announce_all()
    told = Notice.objects.filter(event__kind__startswith="goal.").order_by("event__pk")
    assert [(notice.event.kind, notice.person) for notice in told] == [
        ("goal.proposed", boss),
        ("goal.agreed", worker),
    ]
    assert Event.objects.filter(kind="goal.agreed").get().data["target"] == "3"


def test_the_manager_proposes_and_the_person_agrees(worker: Person, boss: Person) -> None:
    goal = propose(worker, boss)
    with pytest.raises(PermissionDenied):
        agreeing.agree(goal, by=boss)
    assert agreeing.agree(goal, by=worker).agreed_by == worker


def test_nobody_agrees_with_themselves_or_for_others(worker: Person, boss: Person) -> None:
    goal = propose(worker, worker)
    for person in (worker, factories.make_employee(), factories.make_powerful(Role.EXECUTIVE)):
        with pytest.raises(PermissionDenied):
            agreeing.agree(goal, by=person)
    with pytest.raises(IntegrityError), transaction.atomic():
        Goal.objects.update(state="agreed", agreed_by=worker, agreed_at=timezone.now())


def test_an_open_proposal_gives_way_and_an_agreed_goal_holds(worker: Person, boss: Person) -> None:
    first = propose(worker, worker, "3")
    assert propose(worker, worker, "3") == first
    agreeing.agree(first, by=boss)
    second = propose(worker, boss, "5")
    third = propose(worker, worker, "4")
    assert states() == [("agreed", Decimal(3)), ("replaced", Decimal(5)), ("proposed", Decimal(4))]
    with pytest.raises(OutOfDateError, match="another proposal"):
        agreeing.agree(second, by=worker)
    agreeing.agree(third, by=boss)
    assert states() == [("replaced", Decimal(3)), ("replaced", Decimal(5)), ("agreed", Decimal(4))]


def test_who_has_no_manager_agrees_with_an_executive() -> None:
    top = factories.make_employee()
    executive = factories.make_powerful(Role.EXECUTIVE)
    goal = propose(top, top)
    with pytest.raises(PermissionDenied):
        agreeing.agree(goal, by=factories.make_employee())
    assert agreeing.agree(goal, by=executive).state == "agreed"
    own = propose(executive, executive)
    with pytest.raises(PermissionDenied):
        agreeing.agree(own, by=executive)


def test_goals_are_for_employees_and_years_to_come(worker: Person) -> None:
    outsider = factories.make_outsider()
    with pytest.raises(PermissionDenied):
        propose(outsider, outsider)
    with pytest.raises(PermissionDenied):
        propose(worker, factories.make_employee())
    with pytest.raises(RefusedError, match="That year is over"):
        propose(worker, worker, year=YEAR - 1)
    assert propose(worker, worker, year=YEAR + 1).year == YEAR + 1


def test_who_was_replaced_as_manager_no_longer_agrees(worker: Person, boss: Person) -> None:
    goal = propose(worker, worker)
    new = factories.make_employee()
    Person.objects.filter(pk=worker.pk).update(manager=new)
    with pytest.raises(PermissionDenied):
        agreeing.agree(goal, by=boss)
    agreeing.agree(goal, by=new)


def test_home_says_which_goals_wait(worker: Person, boss: Person) -> None:
    def said(person: Person) -> list[str]:
        return [str(need.label) for need in needs.goals_to_agree(person)]

    goal = propose(worker, worker)
    assert (said(boss), said(worker)) == (["Answer a proposed goal"], [])
    other = factories.make_employee(manager=boss)
    propose(other, other)
    assert said(boss) == ["Answer 2 proposed goals"]
    propose(worker, boss, "9")
    assert (said(boss), said(worker)) == (["Answer a proposed goal"], ["Answer a proposed goal"])
    assert said(factories.make_outsider()) == []
    assert goal.state == "proposed"
