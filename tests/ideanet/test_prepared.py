"""Prepared queries answer as the querysets they are made of, for everybody."""

from datetime import date
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection
from django.db.models import Value
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from ideanet.people.models import Person
from ideanet.people.stages import Role
from ideanet.prepared import Prepared, UnpreparedError, remember
from ideas import moderation
from ideas.models import Authorship, Idea
from ideas.stages import Against, Audience
from ideas.workflow import moderating
from tests import factories

pytestmark = pytest.mark.django_db


def seen(prepared: Prepared[Any], reader: Person) -> list[str]:
    return [idea.title for idea in prepared.rows(reader)]


def test_each_reader_gets_their_own_rows_by_the_same_words(settings: LazySettings) -> None:
    settings.CHECK_PREPARED = False
    prepared = Prepared(lambda reader: Idea.objects.visible_to(reader).order_by("title"))
    one, two = factories.make_employee(), factories.make_employee()
    for author in (one, two):
        factories.make_idea(author, title=f"Of {author.pk}", audience=Audience.RESTRICTED)
    assert (seen(prepared, one), seen(prepared, two)) == ([f"Of {one.pk}"], [f"Of {two.pk}"])
    assert seen(prepared, factories.make_outsider()) == []
    assert seen(prepared, factories.make_employee(is_active=False)) == []


def test_a_role_lost_is_another_shape(settings: LazySettings) -> None:
    settings.CHECK_PREPARED = False
    prepared = Prepared(Idea.objects.visible_to)
    marketer = factories.make_powerful(Role.MARKETING)
    hidden = factories.make_idea(title="Hidden", audience=Audience.NETWORK)
    seen_as = moderation.version_of(hidden)
    moderating.hide(hidden, by=marketer, against=Against.RESPECT, words="", seen=seen_as)
    assert seen(prepared, marketer) == ["Hidden"]
    marketer.roles = []
    assert seen(prepared, marketer) == []


def test_the_words_are_written_once(settings: LazySettings) -> None:
    settings.CHECK_PREPARED = False
    asked = []

    def ask(pk: int, title: str) -> Any:
        asked.append(pk)
        return Idea.objects.filter(pk=pk, title=title)

    prepared = Prepared(ask)
    ideas = [factories.make_idea(title=title) for title in "ABC"]
    assert [prepared.first(idea.pk, idea.title) for idea in ideas] == ideas
    assert prepared.first(ideas[0].pk, "B") is None
    assert len(asked) == 1
    assert not {idea.pk for idea in ideas} & set(asked)


def test_what_stays_the_same_is_written_out_for_the_planner(settings: LazySettings) -> None:
    settings.CHECK_PREPARED = False
    said = "100 % of 'ours' \\ and %s"
    idea = factories.make_idea(title=said)
    prepared = Prepared(lambda pk: Idea.objects.filter(pk=pk, title=said, theme__answer_days__lt=999))
    with CaptureQueriesContext(connection) as asked:
        assert prepared.rows(idea.pk) == [idea]
    (statement,) = prepared._statements.values()
    assert statement.words.count("%s") - statement.words.count("%%s") == 1
    assert '"answer_days" < 999' in statement.words
    assert len(asked) == 1


def test_rows_may_be_values() -> None:
    factories.make_idea(title="A")
    assert Prepared(lambda title: Idea.objects.filter(title=title).values_list("title")).rows("A") == [("A",)]


def test_a_question_that_depends_on_a_value_is_found_out() -> None:
    prepared = Prepared(lambda pk: Idea.objects.filter(pk=pk) if pk > 2_000_000_000 else Idea.objects.none())
    with pytest.raises(UnpreparedError, match="is not"):
        prepared.rows(1)


def test_the_same_values_are_compared_once() -> None:
    asked: list[int] = []

    def about(pk: int) -> Any:
        asked.append(pk)
        return Idea.objects.filter(pk=pk)

    by_key, by_reader = Prepared(about), Prepared(lambda reader: about(reader.pk))
    reader = factories.make_employee()
    for prepared, values in ((by_key, (7, 8, 7, 8)), (by_reader, (reader, reader))):
        for value in values:
            prepared.rows(value)
    assert [one for one in asked if one < 2_000_000_000] == [7, 8, reader.pk]


def test_the_first_answers_are_all_compared_and_then_each_hundredth() -> None:
    asked: list[int] = []

    def about(pk: int) -> Any:
        asked.append(pk)
        return Idea.objects.filter(pk=pk)

    prepared = Prepared(about)
    for number in range(250):
        prepared.rows(number)
    assert [one for one in asked if one < 2_000_000_000] == [*range(10), 100, 200]


def test_what_depends_on_the_day_is_written_anew_each_day(
    settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.CHECK_PREPARED = False
    written: list[date] = []

    def about(pk: int) -> Any:
        written.append(timezone.localdate())
        return Idea.objects.filter(pk=pk)

    first, second = date(2026, 3, 1), date(2026, 3, 2)
    by_day, always = Prepared(about, daily=True), Prepared(about)
    for day in (first, first, second):
        monkeypatch.setattr(timezone, "localdate", lambda day=day: day)
        by_day.rows(1)
    assert written == [first, second]
    always.rows(1)
    monkeypatch.setattr(timezone, "localdate", lambda: first)
    always.rows(1)
    assert written == [first, second, second]


def test_a_day_in_a_question_that_is_kept_for_longer_is_refused() -> None:
    def about(pk: int) -> Any:
        return Person.objects.filter(pk=pk, council_seats__ends_on=timezone.localdate())

    assert Prepared(about, daily=True).rows(1) == []
    with pytest.raises(UnpreparedError, match="make it daily"):
        Prepared(about).rows(1)


def test_an_asker_whose_shape_forgets_something_is_found_out() -> None:
    prepared = Prepared(
        lambda reader: (
            Idea.objects.filter(created_by=reader.pk) if reader.name != "Olga" else Idea.objects.none()
        )
    )
    reader = factories.make_employee(name="Emma")
    for asking in (reader, SimpleLazyObject(lambda: reader)):
        reader.name = "Emma"
        assert prepared.rows(asking) == []
        reader.name = "Olga"
        with pytest.raises(UnpreparedError, match="is not"):
            prepared.rows(asking)


def test_values_that_fill_nothing_or_a_part_are_refused() -> None:
    with pytest.raises(UnpreparedError, match="fills nothing"):
        Prepared(lambda _pk: Idea.objects.all()).rows(1)
    with pytest.raises(UnpreparedError, match="a part of"):
        Prepared(lambda word: Idea.objects.annotate(x=Value(f"%{word}%"))).rows("word")
    with pytest.raises(UnpreparedError, match="shapes the query"):
        Prepared(lambda author: Idea.objects.filter(hidden_by=author)).rows(None)


def test_what_is_remembered_is_asked_no_more() -> None:
    idea = Idea.objects.get(pk=factories.make_idea().pk)
    rows = list(Authorship.objects.filter(idea=idea.pk))
    remember(idea, "authorships", rows)
    with CaptureQueriesContext(connection) as asked:
        assert list(idea.authorships.all()) == rows
        assert rows[0].idea is idea
    assert len(asked) == 0


def test_what_is_asked_again_and_again_is_planned_once() -> None:
    prepared = Prepared(lambda title: Idea.objects.filter(title=title, nugget="Planned once."))
    for number in range(8):
        prepared.rows(f"Title {number}")
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        asked = [words for (words,) in cursor.fetchall()]
    kept = [
        words for words in asked if """nugget" = 'Planned once.' AND "ideas_idea"."title" = $1""" in words
    ]
    assert len(kept) == 1
