"""Lists a page at a time."""

import json
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db.models import IntegerField, Value
from django.db.models.functions import Length
from pytest_django import DjangoAssertNumQueries

from ideanet.paging import page, page_of

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 5, 1, 12, 0, 0, 123456, tzinfo=UTC)


@pytest.fixture
def sessions() -> list[Session]:
    """Seven rows, of which several share a moment, so that the key has to break ties."""
    return Session.objects.bulk_create(
        Session(session_key=f"k{n}", session_data="x" * n, expire_date=NOON + timedelta(days=n // 3))
        for n in range(7)
    )


def walk(order: tuple[str, ...], size: int) -> list[str]:
    rows = Session.objects.annotate(length=Length("session_data"))
    keys: list[str] = []
    after = ""
    for _ in range(20):
        found = page(rows, order, after=after, size=size)
        keys += [row.session_key for row in found]
        if found.next is None:
            return keys
        after = found.next
    raise AssertionError("The pages never end.")


@pytest.mark.parametrize("size", [1, 2, 3, 7, 30])
@pytest.mark.parametrize(
    "order",
    [
        ("session_key",),
        ("-session_key",),
        ("pk",),
        ("expire_date", "session_key"),
        ("-expire_date", "session_key"),
        ("expire_date", "-session_key"),
        ("-length", "-pk"),
    ],
)
def test_the_pages_together_are_the_whole_list_in_order(
    sessions: list[Session], order: tuple[str, ...], size: int
) -> None:
    rows = Session.objects.annotate(length=Length("session_data")).order_by(*order)
    assert walk(order, size) == [row.session_key for row in rows]


def test_the_last_page_names_no_next_one(sessions: list[Session]) -> None:
    assert page(Session.objects.all(), ("pk",), size=7).next is None
    assert page(Session.objects.all(), ("pk",), size=6).next is not None


def test_a_page_says_whether_it_is_the_first(sessions: list[Session]) -> None:
    first = page(Session.objects.all(), ("pk",), size=3)
    second = page(Session.objects.all(), ("pk",), size=3, after=first.next or "")
    assert (first.is_first, second.is_first, len(second)) == (True, False, 3)


def test_a_row_that_goes_away_neither_repeats_nor_skips_others(sessions: list[Session]) -> None:
    first = page(Session.objects.all(), ("pk",), size=3)
    Session.objects.filter(pk=first.items[-1].pk).delete()
    second = page(Session.objects.all(), ("pk",), size=3, after=first.next or "")
    assert [row.pk for row in second] == ["k3", "k4", "k5"]


@pytest.mark.parametrize("count", [1, 7])
def test_a_page_is_one_query(
    sessions: list[Session], count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        page(Session.objects.all(), ("expire_date", "pk"), size=count)


def cursor(*values: object) -> str:
    return urlsafe_b64encode(json.dumps(values).encode()).decode()


@pytest.mark.parametrize(
    "after",
    [
        "nonsense",
        "%%%",
        "é",
        "x" * 5_000,
        cursor(),
        cursor("2026-05-01T12:00:00+00:00"),
        cursor("no date", "k1"),
        cursor("2026-99-01T12:00:00+00:00", "k1"),
        cursor("2026-05-01T12:00:00+00:00", "k\x001"),
        cursor("2026-05-01T12:00:00+00:00", "\ud800"),
        cursor(1, 2),
        cursor(None, None),
        urlsafe_b64encode(b'{"a": 1}').decode(),
        urlsafe_b64encode(b"[" * 1_000).decode(),
        urlsafe_b64encode(b"\xff\xfe").decode(),
    ],
)
def test_a_cursor_that_makes_no_sense_gives_the_first_page(sessions: list[Session], after: str) -> None:
    found = page(Session.objects.all(), ("-expire_date", "pk"), after=after, size=2)
    assert ([row.pk for row in found], found.is_first) == (["k6", "k3"], True)


@pytest.mark.parametrize("number", ["9" * 400, "-" + "9" * 40, "1e3", "NaN"])
def test_a_number_out_of_all_bounds_is_no_error(number: str) -> None:
    page(ContentType.objects.all(), ("pk",), after=cursor(number))


def test_an_order_may_reach_into_another_table() -> None:
    order = ("content_type__app_label", "-content_type__model", "pk")
    rows = Permission.objects.select_related("content_type")
    seen: list[int] = []
    after: str | None = ""
    while after is not None:
        found = page(rows, order, size=5, after=after)
        seen += [row.pk for row in found]
        after = found.next
    assert seen == list(rows.order_by(*order).values_list("pk", flat=True))


def test_an_order_by_something_null_is_the_callers_mistake(sessions: list[Session]) -> None:
    rows = Session.objects.annotate(nothing=Value(None, output_field=IntegerField()))
    with pytest.raises(TypeError, match="nothing is null"):
        page(rows, ("nothing", "pk"), size=1)


@dataclass
class Word:
    """A row in hand."""

    text: str


@pytest.mark.parametrize("size", [1, 2, 3, 7, 30])
def test_the_pages_of_rows_in_hand_together_are_all_of_them(size: int) -> None:
    words = [Word(letter) for letter in "bdfhjln"]
    found, after = [], ""
    for number in range(20):
        part = page_of(words, "text", after=after, size=size)
        assert part.is_first is (number == 0)
        found += part.items
        if part.next is None:
            break
        after = part.next
    assert found == words


def test_rows_in_hand_go_on_behind_one_that_is_gone_and_from_the_start_after_nonsense() -> None:
    words = [Word(letter) for letter in "bdf"]
    assert page_of(words, "text", after=cursor("c")).items == words[1:]
    assert page_of(words, "text", after=cursor("z")).items == []
    assert page_of(words, "text", after="nonsense").items == words
    assert page_of(words, "text", after=cursor("b", "d")).items == words
