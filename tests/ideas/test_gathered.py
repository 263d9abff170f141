"""What a word finds is gathered from its index, however many rows a page of the list stops at."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet

from ideanet.people.models import Person
from ideanet.people.querysets import beginnings
from ideas import searching
from ideas.models import Comment
from ideas.suggesting import called
from tests import factories

pytestmark = pytest.mark.django_db
Ask = Callable[[Person], "QuerySet[Any]"]


def plan_of(found: "QuerySet[Any]") -> list[str]:
    with connection.cursor() as cursor:
        # Few rows as these are read in their order, whatever indexes there are.
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
    return [line.strip() for line in found[:4].explain().splitlines()]


@pytest.mark.parametrize(
    "ask",
    [
        lambda _reader: Comment.objects.saying("harbour").order_by("-pk"),
        lambda _reader: Person.objects.named("Harbour").order_by("name"),
        lambda reader: called(beginnings("Harb"), reader),
    ],
    ids=["what was said", "names that hold it", "names that begin with it"],
)
def test_rows_come_by_keys_that_were_gathered_once(ask: Ask) -> None:
    plan = plan_of(ask(factories.make_employee()))
    assert any("(id = ANY ((InitPlan" in line for line in plan), "\n".join(plan)


def test_short_pieces_of_a_name_are_found_without_it() -> None:
    factories.make_employee(name="Yara Øst")
    assert [person.name for person in Person.objects.named("ya øs")] == ["Yara Øst"]


def test_texts_are_read_for_the_rows_of_a_page_alone() -> None:
    """What stands below the limit is done for each row that is found."""
    found = searching.narrowed(searching.Asked("harbour"), factories.make_employee())
    plan = searching.marked(found, "harbour").order_by(*searching.BEST)[:26].explain(verbose=True)
    below = plan[plan.index("Sort Key") :]
    assert "ts_headline" in plan
    assert not {"ts_headline", '"left"', '"right"'} & set(re.findall(r'"?\w+"?', below))


def test_a_page_of_a_discussion_stops_at_its_last_comment_however_many_there_are() -> None:
    idea = factories.make_idea()
    found = Comment.objects.visible_to(factories.make_employee()).filter(idea=idea).for_threads()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
    plan = found.order_by("thread_id", "pk")[:51].explain()
    assert "Index Scan using comment_thread" in plan
    assert "Sort Key: ideas_comment" not in plan
