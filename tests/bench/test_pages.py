"""The main pages against the bare application: ratios in one run, never absolute times."""

import os
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from django.test import Client
from rich.console import Console
from rich.table import Table

from ideanet.paging import cursor
from ideanet.people.models import Segment
from ideas.models import Idea
from ideas.stages import Audience, Stage
from tests.bench.measuring import Call, Case, count_queries, crowd, interleave
from tests.bench.serving import PATIENCE, Server

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "60"))
SECONDS = float(os.environ.get("BENCH_SECONDS", "1.5"))  # of the crowd at each page
# While somebody writes: what is there already?
TYPED = "/ideas/similar/?" + urlencode(
    {
        "title": "Invoices that explain themselves",
        "nugget": "Customers ask what a line of the invoice is for.",
    }
)
REPORT = os.environ.get("BENCH_REPORT", "")

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("jam")]


def get(path: str) -> Call:
    return lambda client: client.get(path)


def vote_and_back(path: str) -> Call:
    """A vote, and the next time its withdrawal: each is one write."""
    turn = iter(range(10**9))

    def call(client: httpx.Client | Client) -> Any:
        return client.post(path, data={} if next(turn) % 2 == 0 else {"_method": "delete"})

    return call


def say(path: str) -> Call:
    """One more comment."""
    return lambda client: client.post(path, data={"body": "Who pays for it?", "audience": "everyone"})


@pytest.fixture
def cases(site: Server, bare: Server, employee: httpx.Client, customer: httpx.Client) -> list[Case]:
    plain = httpx.Client(base_url=bare.address, timeout=PATIENCE)
    seen = Idea.objects.filter(audience=Audience.NETWORK, stage=Stage.OPEN)
    busy = (
        seen.filter(comment_count__gte=20).order_by("-comment_count").first()
        or seen.order_by("-comment_count")[0]
    )
    quiet = seen.order_by("backer_count", "pk")[0]
    oldest = seen.order_by("opened_at", "pk")[40]
    last = cursor(str(oldest.opened_at), str(oldest.pk))
    segment = Segment.objects.order_by("pk")[0]
    found = [
        Case("bare select", get(f"/select/{busy.pk}/"), plain),
        Case("bare list", get("/list/"), plain),
        Case("bare search", get("/search/?q=invoice"), plain),
        Case("bare insert", get("/insert/"), plain),
    ]
    for who, client in (("employee", employee), ("customer", customer)):
        found += [
            Case(f"ideas, newest ({who})", get("/ideas/"), client, "bare list", 3),
            Case(f"ideas, for customers ({who})", get("/ideas/?order=customers"), client, "bare list", 3),
            Case(f"ideas, rising ({who})", get("/ideas/?order=rising"), client, "bare list", 3),
            Case(f"ideas, needing eyes ({who})", get("/ideas/?order=eyes"), client, "bare list", 3),
            Case(f"ideas, most backed ({who})", get("/ideas/?order=backed"), client, "bare list", 3),
            Case(f"ideas, most discussed ({who})", get("/ideas/?order=discussed"), client, "bare list", 3),
            Case(f"ideas, the last pages ({who})", get(f"/ideas/?after={last}"), client, "bare list", 3),
            Case(f"idea with comments ({who})", get(f"/ideas/{busy.pk}/"), client, "bare list", 4),
            Case(f"search, common ({who})", get("/search/?q=invoice"), client, "bare search", 3),
            Case(f"search, rare ({who})", get("/search/?q=harbour+pilots+insure"), client, "bare search", 3),
            Case(f"search, misspelt ({who})", get("/search/?q=invoyce"), client, "bare search", 3),
            Case(f"home ({who})", get("/"), client),
            Case(f"suggestions ({who})", get("/search/suggestions/?q=invo"), client, "bare search", 2),
            Case(f"vote ({who})", vote_and_back(f"/ideas/{quiet.pk}/votes/"), client, "bare insert", 6),
            Case(f"comment ({who})", say(f"/ideas/{quiet.pk}/comments/"), client, "bare insert", 10),
        ]
    of_segment = get(f"/ideas/?order=customers&segment={segment.pk}")
    return [
        *found,
        Case("ideas, for a segment (employee)", of_segment, employee, "bare list", 3),
        Case("similar ideas (employee)", get(TYPED), employee, "bare search", 2, is_rationed=True),
    ]


def test_pages_beside_the_bare_application(cases: list[Case], site: Server, scale: int) -> None:
    interleave(cases, ROUNDS)
    for case in cases:
        if not case.is_rationed:
            crowd(case, clients=16, seconds=SECONDS)
        if case.client.cookies:
            count_queries(case)
    table = lines(cases)
    show(table, f"1/{scale} of the largest jam; site {site.memory // 2**20} MB")
    if REPORT:
        Path(REPORT).write_text(markdown(table, scale, site.memory), encoding="utf-8")
    assert {case.name: case.status for case in cases if case.status >= 400} == {}


HEAD = ("page", "median ms", "spread ms", "16 clients, a second", "queries", "bytes", "ratio", "to reach")


def lines(cases: list[Case]) -> list[tuple[str, ...]]:
    by_name = {case.name: case for case in cases}
    rows: list[tuple[str, ...]] = []
    for case in cases:
        ratio = f"{case.median / by_name[case.bare].median:.1f}" if case.bare else ""
        speed = f"{case.median:.1f}", f"{case.spread:.1f}", f"{case.rate:.0f}" if case.rate else ""
        rest = str(case.queries or ""), str(case.size), ratio, f"{case.limit:g}" if case.limit else ""
        rows.append((case.name, *speed, *rest))
    return rows


def show(rows: list[tuple[str, ...]], title: str) -> None:
    table = Table(*HEAD, title=title)
    for row in rows:
        table.add_row(*row)
    Console(width=140).print(table)


def markdown(rows: list[tuple[str, ...]], scale: int, memory: int) -> str:
    body = "\n".join(f"| {' | '.join(row)} |" for row in [HEAD, ("---",) * len(HEAD), *rows])
    return (
        f"# Performance\n\nMeasured by `make bench` on {date.today():%Y-%m-%d}, at 1/{scale} of the largest idea jam,"  # noqa: DTZ011  # a day
        f" with the site and a bare Django application on one database in one interleaved run."
        f" The site's processes took {memory // 2**20} MB.\n\n{body}\n"
    )
