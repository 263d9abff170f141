"""Through the front door: goals, ledgers and the executive page."""

import csv
import io
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import fromstring
from zipfile import ZipFile

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ideanet.people.models import Person
from ideanet.people.stages import Role
from ideanet.reports import rules
from ideanet.reports.models import Credit, Goal
from ideanet.reports.stages import CreditKind
from ideanet.reports.workflow import agreeing
from ideas.models import Idea
from ideas.stages import Audience
from tests import factories
from tests.reports import world
from tests.reports.test_output import owe

pytestmark = pytest.mark.django_db
YEAR = timezone.localdate().year
Counter = Callable[..., Any]


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def text_of(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.fixture
def executive() -> Person:
    return factories.make_powerful(Role.EXECUTIVE, name="Xavier Executive")


def test_every_figure_of_the_executive_page_opens_down_to_its_event(executive: Person) -> None:
    bea = factories.make_employee(name="Bea Boss", manager=executive)
    will = factories.make_employee(name="Will Worker", manager=bea, unit="Labs")
    ann = factories.make_employee(name="Ann Other", manager=bea)
    world.earn(will, ann, shares=(75, 25), title="Quiet pumps")
    world.set_goal(will, "2", YEAR)
    browser = as_(executive)
    page = browser.get("/reports/")
    assert "Will Worker" in text_of(page)
    assert "0.75 2.00 37 %" in text_of(page)
    team = f"?manager={bea.pk}"
    assert team in page.content.decode()
    below = browser.get(f"/reports/{team}")
    assert "Bea Boss and all who report to them" in text_of(below)
    assert "3 people together 1.00 2.00" in text_of(below)
    ledger = browser.get(reverse("reports:person", args=[will.pk]))
    assert "Idea approved Quiet pumps" in text_of(ledger)
    assert "The year together 0.75" in text_of(ledger)
    entry = browser.get(Credit.objects.get(person=will).get_absolute_url())
    assert "1.00 points × 75 % = 0.75" in text_of(entry)
    assert "Ann Other 25 % 0.25 Together 1.00" in text_of(entry)
    assert Idea.objects.get().get_absolute_url() in entry.content.decode()


def test_a_restricted_idea_counts_but_is_not_named(executive: Person) -> None:
    will, ann = factories.make_employee(name="Will Worker"), factories.make_employee(name="Ann Other")
    idea = world.make_idea(will, ann, shares=(75, 25), title="Secret pumps", audience=Audience.RESTRICTED)
    world.approve(idea)
    browser = as_(executive)
    credit = Credit.objects.get(person=will)
    pages = {
        name: browser.get(url)
        for name, url in (
            ("output", "/reports/"),
            ("ledger", reverse("reports:person", args=[will.pk])),
            ("entry", credit.get_absolute_url()),
            ("csv", "/reports/export/?format=csv"),
        )
    }
    for name, page in pages.items():
        content = b"".join(page) if page.streaming else page.content
        assert b"Secret" not in content, name
        assert idea.get_absolute_url().encode() not in content, name
    assert "Idea approved a restricted idea" in text_of(pages["ledger"])
    assert "A restricted idea: it counts" in text_of(pages["entry"])
    assert "Ann Other" not in text_of(pages["entry"]), "who else wrote it would say what it is"
    assert "Secret pumps" in text_of(as_(will).get("/reports/goals/"))


@transaction.atomic
def test_who_reviewed_what_stays_between_the_reviewer_and_the_council(executive: Person) -> None:
    reviewer = factories.make_outsider(name="Rita Reviewer")
    idea = world.make_idea(title="Quiet pumps", audience=Audience.NETWORK)
    event = world.approve(idea)
    credit = Credit.objects.create(
        person=reviewer,
        idea=idea,
        kind=CreditKind.ADVISER,
        points=Decimal("0.25"),
        share=100,
        amount=Decimal("0.25"),
        year=YEAR,
        event=event,
    )
    for url in (reverse("reports:person", args=[reviewer.pk]), credit.get_absolute_url()):
        page = text_of(as_(executive).get(url))
        assert "Quiet pumps" not in page
        assert "reviews are confidential" in page
    assert "Quiet pumps" in text_of(as_(reviewer).get(credit.get_absolute_url()))


def test_a_goal_is_proposed_and_agreed_on_the_page() -> None:
    boss = factories.make_employee(name="Bea Boss")
    will = factories.make_employee(name="Will Worker", manager=boss)
    form = {"year": YEAR, "target": "3", "note": "Two pumps and a paper"}
    own = reverse("reports:person_goals", args=[will.pk])
    page = as_(will).post(own, form, follow=True)
    assert page.redirect_chain == [(f"/reports/goals/?year={YEAR}", 302)]
    assert "3.00 proposed by Will Worker" in text_of(page)
    assert "It waits for the other side." in text_of(page)
    overview = as_(boss).get("/reports/goals/")
    assert "Will Worker 0.00 none yet 3.00 waits for you" in text_of(overview)
    agreement = reverse("reports:agreements", args=[Goal.objects.get().pk])
    assert as_(will).post(agreement).status_code == 403
    page = as_(boss).post(agreement, follow=True)
    assert page.redirect_chain == [(f"/reports/people/{will.pk}/?year={YEAR}", 302)]
    assert "the goal, agreed by Bea Boss" in text_of(page)
    as_(boss).post(own, form | {"target": "5"})
    assert "waits for them" in text_of(as_(boss).get("/reports/goals/"))
    stale = reverse("reports:agreements", args=[Goal.objects.get(state="proposed").pk])
    as_(boss).post(own, form | {"target": "6"})
    page = as_(will).post(stale)
    assert (page.status_code, "There is another proposal" in text_of(page)) == (409, True)
    assert "5.00 proposed by Bea Boss" in text_of(as_(will).get("/reports/goals/")), "as history"


def test_a_goal_that_is_wrong_comes_back() -> None:
    will = factories.make_employee()
    own = reverse("reports:person_goals", args=[will.pk])
    page = as_(will).post(own, {"year": YEAR, "target": "0", "note": "Kept words"})
    assert (page.status_code, "Kept words" in page.content.decode()) == (422, True)
    page = as_(will).post(own, {"year": YEAR - 1, "target": "1"})
    assert (page.status_code, "That year is over" in text_of(page)) == (422, True)


def test_others_do_not_see_ones_credits() -> None:
    will = factories.make_employee()
    (credit,) = world.earn(will, title="Quiet pumps")
    goal = agreeing.propose(will, year=YEAR, target=Decimal(1), by=will)
    for person, status in ((factories.make_employee(), 403), (factories.make_outsider(), 403)):
        for url in (reverse("reports:person", args=[will.pk]), credit.get_absolute_url()):
            assert as_(person).get(url).status_code == status
        assert as_(person).post(reverse("reports:agreements", args=[goal.pk])).status_code == status
    outsider = factories.make_outsider()
    assert (
        as_(factories.make_outsider()).get(reverse("reports:person", args=[outsider.pk])).status_code == 404
    )


def test_an_administrator_corrects_and_the_ledger_shows_it() -> None:
    administrator = factories.make_powerful(Role.ADMINISTRATOR, name="Adam Min")
    (credit,) = world.earn(factories.make_employee())
    browser = as_(administrator)
    url = credit.get_absolute_url()
    page = browser.post(url, {"amount": "0.5", "reason": ""})
    assert (page.status_code, "This field is required" in text_of(page)) == (422, True)
    page = browser.post(url, {"amount": "1.00", "reason": "Same"})
    assert (page.status_code, "It stands at 1.00" in text_of(page)) == (422, True)
    page = browser.post(url, {"amount": "0.5", "reason": "Counted twice"}, follow=True)
    assert "-0.50 Counted twice Adam Min" in text_of(page)
    counter = Credit.objects.get(corrects=credit)
    assert "A correction of -0.50" in text_of(browser.get(counter.get_absolute_url()))
    assert as_(credit.person).post(url, {"amount": "9", "reason": "More"}).status_code == 403
    ledger = text_of(as_(credit.person).get("/reports/goals/"))
    assert "Correction: idea approved" in ledger
    assert "The year together 0.50" in ledger


def test_overdue_answers_open_to_the_ideas_they_count(executive: Person) -> None:
    bea = factories.make_employee(name="Bea Boss", unit="Labs")
    factories.make_employee(unit="Sales")
    Idea.objects.filter(pk=owe(bea).pk).update(title="Loud pumps")
    Idea.objects.filter(pk=owe(bea).pk).update(title="Secret pumps", audience="restricted")
    browser = as_(executive)
    assert f"/reports/overdue/?person={bea.pk}" in browser.get("/reports/").content.decode()
    page = browser.get(f"/reports/overdue/?person={bea.pk}")
    assert "2 open ideas wait longer" in text_of(page)
    assert "The answers are Bea Boss’s to give." in text_of(page)
    assert "Loud pumps" in text_of(page)
    assert "A restricted idea" in text_of(page)
    assert "Secret" not in page.content.decode()
    team = text_of(browser.get(f"/reports/overdue/?manager={bea.pk}"))
    assert "Bea Boss’s and their team’s" in team
    assert "Nobody waits" in text_of(browser.get("/reports/overdue/?unit=Sales&person=x"))


def test_the_page_and_the_exports_hold_the_same_figures(executive: Person) -> None:
    formula = '=HYPERLINK("https://x.example")'
    will = factories.make_employee(name=formula, unit="@Labs", job_title="-1+1", manager=executive)
    world.earn(will)
    world.set_goal(will, "4", YEAR)
    browser = as_(executive)
    answer = browser.get("/reports/export/?format=csv&order=name")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="output-{YEAR}.csv"'
    lines = list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))
    assert lines[0][5:] == [
        "Credits",
        "Goal",
        "Reached, %",
        "Team credits",
        "Team goal",
        "Overdue answers",
    ]
    found = next(line for line in lines if "HYPERLINK" in line[0])
    assert found == [
        f"'{formula}",
        "'-1+1",
        "'@Labs",
        "",
        "Xavier Executive",
        "1.00",
        "4.00",
        "25",
        "1.00",
        "4.00",
        "0",
    ]
    answer = browser.get("/reports/export/?format=xlsx&order=name")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="output-{YEAR}.xlsx"'
    rows = {row[0]: row for row in cells_of(answer.content)[1:]}
    assert rows[formula][1:] == ["-1+1", "@Labs", "", "Xavier Executive", 1, 4, 25, 1, 4, 0]
    assert len(rows) == len(lines) - 1 == Person.objects.employees().count()


def cells_of(content: bytes) -> list[list[str | float]]:
    """The cells of a workbook's one sheet, row by row; a formula in it fails the test."""
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with ZipFile(io.BytesIO(content)) as book:
        strings, sheet = (
            fromstring(book.read(f"xl/{name}.xml"))  # noqa: S314  # we wrote it ourselves
            for name in ("sharedStrings", "worksheets/sheet1")
        )
    words = ["".join(item.itertext()) for item in strings]
    assert not list(sheet.iter(f"{space}f"))
    return [
        [
            words[int(cell.findtext(f"{space}v") or 0)]
            if cell.get("t") == "s"
            else float(cell.findtext(f"{space}v") or 0)
            for cell in row
        ]
        for row in sheet.iter(f"{space}row")
    ]


@pytest.mark.parametrize(
    "query",
    ["year=x", "year=1", "unit=nowhere", "order=;", "manager=x", "manager=99999999999", "page=x", "page=0"],
)
def test_nonsense_in_an_address_is_left_out(executive: Person, query: str) -> None:
    page = as_(executive).get(f"/reports/?{query}")
    assert page.status_code == 200
    assert f"Output in {YEAR}" in text_of(page)


def test_a_filter_without_anybody_says_what_to_do(executive: Person) -> None:
    page = as_(executive).get(f"/reports/?manager={factories.make_outsider().pk}")
    assert "Nobody here" in text_of(page)


def test_a_long_list_has_pages(executive: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ideanet.reports.views.output.SIZE", 50)
    theme_owner = factories.make_employee(name="Zed Last")
    for number in range(60):
        factories.make_employee(name=f"Person {number:02}")
    first = as_(executive).get("/reports/?order=name")
    assert "page=2" in first.content.decode()
    assert theme_owner.name not in text_of(first)
    second = as_(executive).get("/reports/?order=name&page=2")
    assert theme_owner.name in text_of(second)
    assert "page=1" in second.content.decode()


@pytest.mark.parametrize("rows", [1, 30])
def test_lists_ask_the_database_as_often_for_thirty_as_for_one(
    executive: Person, rows: int, django_assert_max_num_queries: Counter
) -> None:
    boss, author = factories.make_employee(manager=executive), factories.make_employee()
    theme = factories.ThemeFactory.create()
    for _number in range(rows):
        factories.make_employee(manager=boss)
        world.earn(author, theme=theme)
        owe(boss)
    for url, person, limit in (
        ("/reports/", executive, 8),
        (f"/reports/?manager={boss.pk}", executive, 8),
        ("/reports/overdue/", executive, 8),
        ("/reports/export/", executive, 8),
        ("/reports/goals/", boss, 12),
        (reverse("reports:person", args=[author.pk]), executive, 12),
    ):
        browser = as_(person)
        with django_assert_max_num_queries(limit):
            answer = browser.get(url)
            assert answer.status_code == 200
            assert b"".join(answer) if answer.streaming else answer.content


def test_visible_to_agrees_with_may_view_credits(executive: Person) -> None:
    boss = factories.make_employee()
    will = factories.make_employee(manager=boss)
    (credit,) = world.earn(will)
    credit.person.manager = boss
    people = [
        boss,
        will,
        executive,
        factories.make_employee(),
        factories.make_outsider(),
        factories.make_powerful(Role.ADMINISTRATOR),
        factories.make_employee(roles=["executive"]),
        factories.make_powerful(Role.EXECUTIVE, is_active=False),
    ]
    for person in people:
        seen = Credit.objects.visible_to(person).filter(pk=credit.pk).exists()
        assert seen is rules.may_view_credits(person, credit.person)
