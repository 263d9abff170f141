"""The executive page's figures: rolled up along the reporting tree, filtered, sorted, and exact."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from ideanet.people.models import Person
from ideanet.reports import output
from ideanet.reports.models import Credit
from ideanet.reports.output import ORDERS, Filters, Line
from ideas.models import Idea
from tests import factories
from tests.reports import world

pytestmark = pytest.mark.django_db
YEAR = timezone.localdate().year


@pytest.fixture
def tree() -> dict[str, Person]:
    """Tess at the top; Bea and Cy under her; Will and Wanda under Bea."""
    make = factories.make_employee
    tess = make(name="Tess", unit="Board", country="GB")
    bea = make(name="Bea", unit="Labs", country="GB", manager=tess)
    cy = make(name="Cy", unit="Labs", country="DE", manager=tess)
    will = make(name="Will", unit="Labs", country="DE", manager=bea)
    wanda = make(name="Wanda", unit="Sales", country="GB", manager=bea)
    return {"Tess": tess, "Bea": bea, "Cy": cy, "Will": will, "Wanda": wanda}


def read(people: dict[str, Person], **filters: object) -> dict[str, Line]:
    """The lines of these people, in order."""
    lines = output.read(Filters(**{"year": YEAR} | filters), limit=None).lines  # type: ignore[arg-type]  # given by name
    return {line.name: line for line in lines if line.name in people}


def test_each_team_is_its_leader_and_all_below(tree: dict[str, Person]) -> None:
    world.earn(tree["Will"], tree["Cy"], shares=(75, 25))
    world.earn(tree["Bea"])
    world.earn(tree["Tess"])
    world.set_goal(tree["Will"], "2", YEAR)
    world.set_goal(tree["Bea"], "3", YEAR)
    lines = read(tree)
    assert {name: (line.own, line.team_own) for name, line in lines.items()} == {
        "Tess": (Decimal(1), Decimal(3)),
        "Bea": (Decimal(1), Decimal("1.75")),
        "Cy": (Decimal("0.25"), Decimal("0.25")),
        "Will": (Decimal("0.75"), Decimal("0.75")),
        "Wanda": (Decimal(0), Decimal(0)),
    }
    assert {name: (line.goal, line.team_goal, line.leads) for name, line in lines.items()} == {
        "Tess": (None, Decimal(5), True),
        "Bea": (Decimal(3), Decimal(5), True),
        "Cy": (None, None, False),
        "Will": (Decimal(2), Decimal(2), False),
        "Wanda": (None, None, False),
    }
    assert [lines[name].percent for name in ("Will", "Bea", "Cy")] == [37, 33, None]
    assert [lines[name].team_percent for name in ("Tess", "Cy")] == [60, None]


def test_a_team_figure_opens_to_lines_that_add_up_to_it(tree: dict[str, Person]) -> None:
    world.earn(tree["Will"], tree["Cy"], shares=(75, 25))
    world.earn(tree["Bea"])
    whole = read(tree)
    for name in ("Tess", "Bea"):
        found = output.read(Filters(YEAR, manager=tree[name].pk), limit=None)
        assert found.own == whole[name].team_own
        assert found.own == sum(line.own for line in found.lines)
    team = output.read(Filters(YEAR, manager=tree["Bea"].pk, order="name")).lines
    assert [line.name for line in team] == ["Bea", "Wanda", "Will"]
    assert {line.name: line.manager_name for line in team} == {"Bea": "Tess", "Wanda": "Bea", "Will": "Bea"}


def test_the_figures_are_those_of_the_ledger(tree: dict[str, Person]) -> None:
    booked = world.earn(tree["Will"], tree["Cy"], shares=(75, 25))
    world.correct(booked[0], "0.50")
    for name, line in read(tree).items():
        assert line.own == Credit.objects.of(tree[name], YEAR).total()
    assert output.read(Filters(YEAR)).own == Credit.objects.total() == Decimal("0.75")
    assert read(tree, year=YEAR - 1)["Will"].own == 0


def test_filters_narrow_the_lines_and_not_the_teams(tree: dict[str, Person]) -> None:
    world.earn(tree["Wanda"])
    assert list(read(tree, unit="Labs", order="name")) == ["Bea", "Cy", "Will"]
    assert list(read(tree, country="GB", order="name")) == ["Bea", "Tess", "Wanda"]
    assert list(read(tree, unit="Labs", country="DE", manager=tree["Bea"].pk)) == ["Will"]
    assert read(tree, unit="Labs")["Bea"].team_own == 1
    assert output.read(Filters(YEAR, unit="'; DROP TABLE people_person; --")).lines == []


@pytest.mark.parametrize("order", ORDERS)
def test_the_lines_can_be_put_in_any_order(tree: dict[str, Person], order: str) -> None:
    world.earn(tree["Will"], tree["Cy"], shares=(75, 25))
    world.set_goal(tree["Will"], "2", YEAR)
    world.set_goal(tree["Wanda"], "5", YEAR)
    owe(tree["Cy"])
    first = {
        "name": "Bea",
        "own": "Will",
        "goal": "Wanda",
        "reached": "Will",
        "team": "Tess",
        "team_goal": "Bea",
        "overdue": "Cy",
    }
    assert next(iter(read(tree, order=order))) == first[order]


def owe(person: Person, days: int = 3, **fields: str) -> Idea:
    idea = factories.make_idea()
    due = timezone.localdate() - timedelta(days=days)
    Idea.objects.filter(pk=idea.pk).update(owed_by=person, answer_due_on=due, **fields)
    return idea


def test_overdue_answers_are_counted_for_those_who_owe_them(tree: dict[str, Person]) -> None:
    late, later = owe(tree["Cy"], 3), owe(tree["Cy"], 1)
    owe(tree["Cy"], 0)
    owe(tree["Will"], audience="restricted")
    owe(tree["Will"], stage="in_review")
    lines = read(tree)
    assert {name: line.overdue for name, line in lines.items() if line.overdue} == {"Cy": 2, "Will": 1}
    found = output.read(Filters(YEAR))
    assert found.overdue == output.overdue(Filters(YEAR)).count() == 3
    ideas = output.overdue(Filters(YEAR), tree["Cy"].pk).order_by("answer_due_on", "pk")
    assert list(ideas) == [late, later]
    for filters in (
        Filters(YEAR, unit="Labs"),
        Filters(YEAR, country="DE"),
        Filters(YEAR, manager=tree["Bea"].pk),
        Filters(YEAR, country="GB"),
    ):
        assert output.overdue(filters).count() == output.read(filters).overdue


def test_who_left_is_counted_as_long_as_something_is_theirs(tree: dict[str, Person]) -> None:
    world.earn(tree["Will"])
    Person.objects.filter(pk__in=[tree["Will"].pk, tree["Wanda"].pk, tree["Bea"].pk]).update(is_active=False)
    lines = read(tree)
    assert set(lines) == {"Tess", "Cy", "Will"}
    assert lines["Tess"].team_own == 1, "through a manager who left too"


def test_outsiders_are_not_on_the_page_and_who_never_joined_neither() -> None:
    outsider = factories.make_outsider(name="Olga")
    factories.make_employee(name="Nora", joined_at=None)
    assert read({"Olga": outsider, "Nora": outsider}) == {}


def test_a_tree_that_runs_in_a_circle_ends(tree: dict[str, Person]) -> None:
    Person.objects.filter(pk=tree["Tess"].pk).update(manager=tree["Will"])
    world.earn(tree["Will"])
    lines = read(tree)
    assert {name: line.team_own for name, line in lines.items() if line.team_own} == {
        "Tess": 1,
        "Bea": 1,
        "Will": 1,
    }
    assert len(output.read(Filters(YEAR, manager=tree["Bea"].pk)).lines) == 5


def test_a_page_shows_some_and_sums_all(tree: dict[str, Person]) -> None:
    world.earn(tree["Will"])
    first = output.read(Filters(YEAR, manager=tree["Tess"].pk, order="name"), limit=2)
    second = output.read(Filters(YEAR, manager=tree["Tess"].pk, order="name"), limit=2, offset=2)
    assert [line.name for line in (*first.lines, *second.lines)] == ["Bea", "Cy", "Tess", "Wanda"]
    assert (first.people, first.own) == (second.people, second.own) == (5, Decimal(1))
    beyond = output.read(Filters(YEAR), offset=1000)
    assert (beyond.lines, beyond.people) == ([], 0)
