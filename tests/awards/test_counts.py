"""What pages ask of the database: as much for thirty rows as for one. And what waits for whom."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards import needs
from awards.models import Cycle
from awards.workflow import categories, running
from ideanet.people.models import Person
from tests import factories
from tests.awards import builders as b

pytestmark = pytest.mark.django_db


def asked(person: Person, name: str, *args: int) -> int:
    client = Client()
    client.force_login(person)
    address = reverse(f"awards:{name}", args=args)
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)


def grow(contest: b.Contest, author: Person, size: int) -> None:
    for number in range(size):
        b.make_admitted(contest.category, author, title=f"More {number}")


def announce(by: Person) -> None:
    cycle = b.make_draft_cycle(by, title=f"Cycle {Cycle.objects.count()}")
    categories.add(cycle, b.make_terms(), by=by)
    running.announce(cycle, by=by)


def test_the_list_of_cycles_asks_as_much_for_thirty_as_for_one() -> None:
    marketer, reader = b.make_marketer(), factories.make_employee()
    announce(marketer)
    one = asked(reader, "cycles")
    for _more in range(29):
        announce(marketer)
    assert asked(reader, "cycles") == one <= 8


def test_lists_of_entries_ask_as_much_for_thirty_as_for_one() -> None:
    contest = b.Contest()
    author, judge = factories.make_employee(), contest.judges[0]
    grow(contest, author, 1)
    readers: dict[str, tuple[Person, tuple[int, ...]]] = {
        "category": (factories.make_employee(), (contest.category.pk,)),
        "entries": (author, ()),
        "queue": (judge, ()),
        "manage": (contest.marketer, (contest.category.cycle_id,)),
        "cycle": (factories.make_employee(), (contest.category.cycle_id,)),
        "ballot": (factories.make_employee(), (contest.category.pk,)),
    }
    b.turn_to(contest.cycle, b.JUDGING)
    few = {page: asked(reader, page, *args) for page, (reader, args) in readers.items()}
    grow(contest, author, 26)
    b.turn_to(contest.cycle, b.JUDGING)
    assert {page: asked(reader, page, *args) for page, (reader, args) in readers.items()} == few
    most = {"category": 8, "entries": 8, "queue": 8, "manage": 9, "cycle": 14, "ballot": 10}
    assert {page: count for page, count in few.items() if count > most[page]} == {}


def test_the_winners_page_asks_as_much_for_many_as_for_few() -> None:
    counts = []
    for seats in (1, 3):
        contest = b.Contest(seats=seats)
        contest.finish()
        counts.append(asked(factories.make_employee(), "winners", contest.category.cycle_id))
    assert counts[0] == counts[1] <= 10


def named(provider: Callable[[Person], object], person: Person) -> list[str]:
    return [str(need.label) for need in provider(person)]  # type: ignore[attr-defined]  # an iterable of needs


def test_a_judge_is_told_what_to_score_until_it_is_in() -> None:
    contest = b.Contest()
    judge = contest.judges[0]
    assert named(needs.scoring_due, judge) == []
    b.turn_to(contest.cycle, b.JUDGING)
    (need,) = needs.scoring_due(judge)
    assert (str(need.label), need.count) == ("Score 3 entries", 3)
    assert need.due is not None
    for entry in contest.entries[:2]:
        b.score(entry, judge, 3, 3, 3)
    assert named(needs.scoring_due, judge) == ["Score 1 entry"]
    b.score(contest.entries[2], judge, 3, 3, 3)
    assert named(needs.scoring_due, judge) == []


def test_marketing_is_told_what_to_screen_but_not_its_own() -> None:
    category = b.make_category(b.make_draft_cycle(title="The annual"))
    marketer = category.cycle.created_by
    b.make_entry(category)
    b.make_entry(category, marketer)
    assert named(needs.screening_due, marketer) == ["Screen 1 entry of The annual"]
    assert named(needs.screening_due, b.make_marketer()) == ["Screen 2 entries of The annual"]
    assert named(needs.screening_due, factories.make_employee()) == []


def test_marketing_is_told_what_to_sign_until_it_has() -> None:
    contest = b.Contest()
    Cycle.objects.update(title="The annual")
    contest.judge()
    assert named(needs.release_due, contest.marketer) == []
    contest.decide()
    competing = b.make_marketer()
    b.make_admitted(contest.category, competing)
    b.turn_to(contest.cycle, b.DECIDED)
    waits = ["Release the results of The annual"]
    assert [named(needs.release_due, p) for p in (contest.marketer, contest.second)] == [waits, waits]
    assert named(needs.release_due, competing) == []
    assert named(needs.release_due, contest.judges[0]) == []


def test_home_asks_once_for_each_need() -> None:
    contest = b.Contest()
    for provider in (needs.scoring_due, needs.screening_due, needs.release_due):
        person = Person.objects.for_session().get(pk=contest.marketer.pk)
        with CaptureQueriesContext(connection) as queries:
            list(provider(person))
        assert len(queries) == 1
