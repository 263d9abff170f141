"""What each person and team produces in a year against the goal: the reporting tree, in one query."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone

from ideanet.people import countries
from ideanet.people.models import Organisation, Person
from ideanet.people.stages import OrganisationKind
from ideanet.reports.models import Credit, Goal
from ideanet.reports.stages import GoalState
from ideas.models import Idea
from ideas.stages import Stage

SIZE: Final = 50

# How the page can be ordered: what each name means in SQL, most first where it is a figure.
ORDERS: Final = {
    "name": "s.name, s.id",
    "own": "s.own DESC, s.name, s.id",
    "goal": "s.goal DESC NULLS LAST, s.name, s.id",
    "reached": "s.own / s.goal DESC NULLS LAST, s.name, s.id",
    "team": "team_own DESC, s.name, s.id",
    "team_goal": "team_goal DESC NULLS LAST, s.name, s.id",
    "overdue": "s.overdue DESC, s.name, s.id",
}


@dataclass(frozen=True)
class Filters:
    """Which people, which year, in which order. `manager` means all who report to that key, at any
    distance, and that person too."""

    year: int
    unit: str = ""
    country: str = ""
    manager: int | None = None
    order: str = "own"


@dataclass(frozen=True)
class Line:
    """One person's year. `team_` figures are the person's own and those of all below."""

    person_id: int
    name: str
    job_title: str
    unit: str
    country: str
    manager_id: int | None
    manager_name: str | None
    leads: bool
    own: Decimal
    goal: Decimal | None
    overdue: int
    team_own: Decimal
    team_goal: Decimal | None

    @property
    def country_name(self) -> str:
        return countries.name_of(self.country)

    @property
    def percent(self) -> int | None:
        """How much of the goal is reached."""
        return int(self.own * 100 / self.goal) if self.goal else None

    @property
    def filled(self) -> int:
        """How far the bar beside the percentage goes: no further than its end."""
        return min(self.percent or 0, 100)

    @property
    def team_percent(self) -> int | None:
        return int(self.team_own * 100 / self.team_goal) if self.team_goal else None


@dataclass(frozen=True)
class Output:
    """Some lines, and the sums of all lines that the filters let through."""

    lines: Sequence[Line]
    people: int = 0
    own: Decimal = Decimal(0)
    goal: Decimal = Decimal(0)
    overdue: int = 0


# UNION, not UNION ALL: a reporting tree that runs in a circle must end too.
BELOW: Final = """
    WITH RECURSIVE below AS (
        SELECT id FROM {people} WHERE id = %(manager)s
        UNION
        SELECT p.id FROM {people} p JOIN below ON p.manager_id = below.id
    ) SELECT id FROM below
"""
_QUERY: Final = """
WITH RECURSIVE
earned AS (SELECT person_id, SUM(amount) AS own FROM {credits} WHERE year = %(year)s GROUP BY person_id),
agreed AS (SELECT person_id, target FROM {goals} WHERE year = %(year)s AND state = %(agreed)s),
owed AS (
    SELECT owed_by_id AS person_id, COUNT(*) AS overdue FROM {ideas}
    WHERE stage = %(open)s AND answer_due_on < %(today)s GROUP BY owed_by_id
),
staff AS (
    SELECT p.id, p.name, p.job_title, p.unit, p.country, p.manager_id, COALESCE(earned.own, 0.00) AS own,
        agreed.target AS goal, COALESCE(owed.overdue, 0) AS overdue
    FROM {people} p
    LEFT JOIN earned ON earned.person_id = p.id
    LEFT JOIN agreed ON agreed.person_id = p.id
    LEFT JOIN owed ON owed.person_id = p.id
    WHERE p.organisation_id = %(home)s AND {within} AND (
        p.is_active AND p.joined_at IS NOT NULL
        OR COALESCE(earned.own, agreed.target, owed.overdue) IS NOT NULL
    )
),
leaders AS (SELECT DISTINCT manager_id AS id FROM {people} WHERE manager_id IS NOT NULL),
-- Leaders with those below them who lead nobody: far fewer to climb with than there are people.
bundles AS (
    SELECT CASE WHEN leaders.id IS NULL THEN staff.manager_id ELSE staff.id END AS id,
        SUM(staff.own) AS own, SUM(staff.goal) AS goal
    FROM staff LEFT JOIN leaders ON leaders.id = staff.id GROUP BY 1
),
up (origin, ancestor) AS (
    SELECT id, id FROM bundles WHERE id IS NOT NULL AND (own <> 0 OR goal IS NOT NULL)
    UNION
    SELECT up.origin, p.manager_id FROM up JOIN {people} p ON p.id = up.ancestor
    WHERE p.manager_id IS NOT NULL
),
teams AS (
    SELECT up.ancestor, SUM(bundles.own) AS own, SUM(bundles.goal) AS goal
    FROM up JOIN bundles ON bundles.id = up.origin GROUP BY up.ancestor
)
SELECT s.id, s.name, s.job_title, s.unit, s.country, s.manager_id, m.name, leaders.id IS NOT NULL,
    s.own, s.goal, s.overdue, COALESCE(teams.own, s.own) AS team_own, COALESCE(teams.goal, s.goal) AS team_goal,
    COUNT(*) OVER (), SUM(s.own) OVER (), SUM(s.goal) OVER (), SUM(s.overdue) OVER ()
FROM staff s
LEFT JOIN leaders ON leaders.id = s.id
LEFT JOIN teams ON teams.ancestor = s.id
LEFT JOIN {people} m ON m.id = s.manager_id
WHERE {wanted}
ORDER BY {order}
LIMIT %(limit)s OFFSET %(offset)s
"""
_TABLES: Final = {
    "people": Person._meta.db_table,
    "ideas": Idea._meta.db_table,
    "credits": Credit._meta.db_table,
    "goals": Goal._meta.db_table,
}


def read(filters: Filters, *, limit: int | None = SIZE, offset: int = 0) -> Output:
    """The lines of one page, or all of them without a limit; one query for the whole tree."""
    query = _QUERY.format(
        within=_within(filters), wanted=_wanted(filters), order=ORDERS[filters.order], **_TABLES
    )
    values: dict[str, str | int | date | None] = {
        "year": filters.year,
        "unit": filters.unit,
        "country": filters.country,
        "manager": filters.manager,
        "today": timezone.localdate(),
        "agreed": GoalState.AGREED.value,
        "open": Stage.OPEN.value,
        # Asked before, so that the planner knows how many of the people are employees.
        "home": Organisation.objects.filter(kind=OrganisationKind.HOME).values_list("pk", flat=True).first(),
        "limit": limit,
        "offset": offset,
    }
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    if not rows:
        return Output([])
    people, own, goal, overdue = rows[0][-4:]
    return Output([Line(*row[:-4]) for row in rows], people, own, goal or Decimal(0), int(overdue))


def _within(filters: Filters) -> str:
    """Whose figures are added up: those below a manager need nobody else's."""
    return "TRUE" if filters.manager is None else f"p.id IN ({BELOW.format(**_TABLES)})"


def _wanted(filters: Filters) -> str:
    """Only which conditions there are; their values go to the database apart from the query."""
    found = ["TRUE"]
    if filters.unit:
        found.append("s.unit = %(unit)s")
    if filters.country:
        found.append("s.country = %(country)s")
    return " AND ".join(found)


def overdue(filters: Filters, person: int | None = None) -> QuerySet[Idea]:
    """The open ideas whose answers are overdue, the longest first: those that the figures count."""
    ideas = Idea.objects.overdue(timezone.localdate()).filter(
        owed_by__organisation__kind=OrganisationKind.HOME
    )
    if filters.unit:
        ideas = ideas.filter(owed_by__unit=filters.unit)
    if filters.country:
        ideas = ideas.filter(owed_by__country=filters.country)
    if person is not None:
        ideas = ideas.filter(owed_by=person)
    if filters.manager is not None:
        below = RawSQL(BELOW.format(**_TABLES).replace("%(manager)s", "%s"), [filters.manager])  # noqa: S611  # our own text
        ideas = ideas.filter(owed_by__in=below)
    return ideas.select_related("owed_by").only("answer_due_on", "owed_by__name", "stage")
