"""How long first answers take: by theme and owner, down to the ideas, as far as the reader sees them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from ideanet.activity.models import Event
from ideanet.people.models import Person
from ideanet.people.stages import Role
from ideas import moves, paces
from ideas.models import Idea, Theme
from ideas.stages import Audience
from ideas.workflow import moving
from tests import factories

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def answered(theme: Theme, waited: int, title: str = "Answered") -> Idea:
    """An idea that was declined so many days after it was opened."""
    idea = factories.make_idea(theme=theme, title=title)
    moving.perform(moves.TURN_DOWN, idea, by=theme.owner, reason="Not for us.")
    opened = timezone.now() - 100 * DAY
    Idea.objects.filter(pk=idea.pk).update(opened_at=opened)
    Event.objects.filter(topic_id=idea.pk, kind="idea.turn_down").update(at=opened + waited * DAY)
    return idea


def waiting(theme: Theme, due_in: int, title: str = "Waiting") -> Idea:
    idea = factories.make_idea(theme=theme, title=title)
    Idea.objects.filter(pk=idea.pk).update(answer_due_on=timezone.localdate() + due_in * DAY)
    return idea


def page(person: Person, query: str = "") -> str:
    client = Client()
    client.force_login(person)
    response = client.get(f"/ideas/answers/{query}")
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.fixture
def executive() -> Person:
    return factories.make_powerful(Role.EXECUTIVE)


def test_waits_are_told_with_their_spread(executive: Person) -> None:
    theme = factories.ThemeFactory.create(title="Water", owner=factories.make_employee(name="Olga"))
    for days in (2, 4, 6, 8, 20):
        answered(theme, days)
    waiting(theme, -1)
    waiting(theme, 5)
    other = factories.ThemeFactory.create(title="Air", owner=theme.owner)
    waiting(other, 3)
    visible = Idea.objects.visible_to(executive)
    water, air = paces.by_theme(visible, timezone.localdate())
    assert (water.name, water.opened, water.answered, water.late) == ("Water", 7, 5, 1)
    assert (water.median, water.lower, water.upper) == (6 * DAY, 4 * DAY, 8 * DAY)
    assert water.longest == 20 * DAY
    assert (air.name, air.opened, air.median) == ("Air", 1, None)
    [olga] = paces.by_owner(visible, timezone.localdate())
    assert (olga.name, olga.opened, olga.answered, olga.late) == ("Olga", 8, 5, 1)
    text = page(executive)
    assert "4 days and 8 days" in text
    assert f'href="/ideas/answers/?theme={theme.pk}">Water' in text


def test_each_row_opens_to_the_ideas_that_it_counts(executive: Person) -> None:
    theme, other = factories.ThemeFactory.create(title="Water"), factories.ThemeFactory.create(title="Air")
    answered(theme, 3, "Soon enough")
    waiting(theme, -2, "Still open")
    waiting(other, 1, "Elsewhere")
    text = page(executive, f"?theme={theme.pk}")
    assert "1 of 2 ideas submitted in the last year have had their first answer" in text
    assert "Soon enough" in text
    assert "3 days" in text
    assert "late, was due on" in text
    assert "Elsewhere" not in text
    assert "Still open" in page(executive, f"?owner={theme.owner.pk}")
    assert "Nothing was submitted here" in page(executive, "?theme=99999999")


def test_nothing_counts_that_the_reader_may_not_see(executive: Person) -> None:
    theme = factories.ThemeFactory.create(title="Water")
    factories.make_idea(theme=theme, audience=Audience.RESTRICTED, title="Secret")
    assert paces.by_theme(Idea.objects.visible_to(executive), timezone.localdate()) == []
    assert "Water" not in page(executive)
    assert "Secret" not in page(executive, f"?theme={theme.pk}")


def test_those_who_watch_over_nothing_are_refused() -> None:
    client = Client()
    client.force_login(factories.make_outsider())
    assert client.get("/ideas/answers/").status_code == 403


@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize(("query", "most"), [("", 6), ("?theme={theme}", 6)])
def test_it_asks_as_much_for_thirty_as_for_one(
    executive: Person, query: str, most: int, rows: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    themes = factories.ThemeFactory.create_batch(rows)
    for theme in themes:
        factories.make_idea(theme=theme)
        factories.make_idea(theme=themes[0])
    page(executive)
    client = Client()
    client.force_login(executive)
    with django_assert_max_num_queries(most):
        client.get("/ideas/answers/" + query.format(theme=themes[0].pk))
