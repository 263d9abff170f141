"""The access matrix of reports: output is the executive's, a ledger its person's and their manager's."""

from decimal import Decimal
from typing import Any

from django.utils import timezone

from ideanet.reports.models import Credit
from ideanet.reports.workflow import agreeing
from tests import factories
from tests.access.table import Row, statuses
from tests.access.world import World
from tests.reports import world as reports

YEAR = timezone.localdate().year


def of_author(world: World) -> list[Any]:
    return [world.people["author"].pk]


def of_customer(world: World) -> list[Any]:
    return [world.people["customer"].pk]


def of_credit(world: World) -> list[Any]:
    reports.earn(world.people["author"])
    return [Credit.objects.get().pk]


def of_goal(world: World) -> list[Any]:
    """The author's, whose manager is the plain employee."""
    author, manager = world.people["author"], world.people["employee"]
    author.manager = manager
    author.save(update_fields=["manager"])
    return [agreeing.propose(author, year=YEAR, target=Decimal(1), by=author).pk]


def of_managed(world: World) -> list[Any]:
    of_goal(world)
    return of_author(world)


def of_unmanaged(world: World) -> list[Any]:
    """The author's, who has no manager: an executive stands in."""
    author = world.people["author"]
    return [agreeing.propose(author, year=YEAR, target=Decimal(1), by=author).pk]


def of_gone_credit(world: World) -> list[Any]:
    del world
    return [factories.make_employee().pk + 10_000]


GOAL = {"year": YEAR, "target": "2"}
CORRECTION = {"amount": "0.5", "reason": "Counted twice"}

ROWS = [
    Row("reports:output", "GET", "all", statuses(403, executive=200)),
    Row("reports:output", "POST", "all", statuses(405, anonymous=405)),
    Row("reports:export", "GET", "all", statuses(403, executive=200)),
    Row("reports:overdue", "GET", "all", statuses(403, executive=200)),
    Row("reports:goals", "GET", "one's own", statuses(200, customer=403, rival=403, academic=403)),
    Row(
        "reports:person",
        "GET",
        "an author without a manager",
        statuses(403, author=200, executive=200, administrator=200),
        of_author,
    ),
    Row(
        "reports:person",
        "GET",
        "an author whom the employee manages",
        statuses(403, employee=200, author=200, executive=200, administrator=200),
        of_managed,
    ),
    Row(
        "reports:person",
        "GET",
        "a customer",
        statuses(403, customer=200, rival=404, academic=404, executive=200, administrator=200),
        of_customer,
    ),
    Row(
        "reports:person_panel",
        "GET",
        "an author whom the employee manages",
        statuses(403, employee=302, author=302, executive=302, administrator=302),
        of_managed,
    ),
    Row(
        "reports:person_panel",
        "GET",
        "a customer",
        statuses(403, customer=302, rival=404, academic=404, executive=302, administrator=302),
        of_customer,
    ),
    Row(
        "reports:person_goals",
        "POST",
        "an author without a manager",
        statuses(403, author=302, executive=302),
        of_author,
        lambda _: GOAL,
    ),
    Row(
        "reports:person_goals",
        "POST",
        "an author whom the employee manages",
        statuses(403, employee=302, author=302),
        of_managed,
        lambda _: GOAL,
    ),
    Row(
        "reports:person_goals",
        "POST",
        "a customer",
        statuses(403, rival=404, academic=404),
        of_customer,
        lambda _: GOAL,
    ),
    Row("reports:person_goals", "GET", "an author", statuses(405, anonymous=405), of_author),
    # The first who may agrees; then there is nothing left to agree to.
    Row(
        "reports:agreements",
        "POST",
        "the author's, to the employee",
        statuses(403, employee=302, author=409, executive=409, administrator=409),
        of_goal,
    ),
    Row(
        "reports:agreements",
        "POST",
        "the author's, unmanaged",
        statuses(403, executive=302, administrator=409),
        of_unmanaged,
    ),
    Row("reports:agreements", "GET", "the author's", statuses(405, anonymous=405), of_goal),
    Row(
        "reports:credit",
        "GET",
        "the author's",
        statuses(403, author=200, executive=200, administrator=200),
        of_credit,
    ),
    Row(
        "reports:credit",
        "POST",
        "the author's",
        statuses(403, administrator=302),
        of_credit,
        lambda _: CORRECTION,
    ),
    Row("reports:credit", "GET", "none", statuses(404), of_gone_credit),
]
