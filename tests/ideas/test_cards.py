"""A card is shown from memory as long as all that it says is the same, and never longer."""

import zoneinfo
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.template import Context, Template
from django.utils import timezone

from ideanet.people.context import Reader
from ideanet.people.models import Person
from ideas.models import Idea, Theme
from ideas.stages import Audience
from ideas.workflow import authoring
from tests import factories
from tests.ideas.cast import queries

pytestmark = pytest.mark.django_db

CARD = Template("{% load cards %}{% card idea short=short level=level hide_theme=hide_theme %}")


def card(idea: Idea, reader: Person, **options: Any) -> str:
    shown = Idea.objects.for_cards().get(pk=idea.pk)
    return CARD.render(Context({"idea": shown, "reader": Reader(reader, "/"), **options}))


def change(idea: Idea, **columns: Any) -> None:
    Idea.objects.filter(pk=idea.pk).update(**columns)


def test_a_card_asks_the_database_for_nothing() -> None:
    shown = Idea.objects.for_cards().get(pk=factories.make_idea().pk)
    reader = Reader(factories.make_employee(), "/")
    with queries() as asked:
        assert "A quiet idea" in CARD.render(Context({"idea": shown, "reader": reader}))
    assert asked == []


def add_author(idea: Idea) -> None:
    second = factories.make_employee()
    authoring.invite(idea, second, by=idea.created_by)
    authoring.accept(idea, by=second)


CHANGES: dict[str, Callable[[Idea], Any]] = {
    "its title": lambda idea: change(idea, title="Another title"),
    "its nugget": lambda idea: change(idea, nugget="Another nugget."),
    "its stage": lambda idea: change(idea, stage="approved"),
    "its day": lambda idea: change(idea, opened_at=timezone.now() - timedelta(days=40)),
    "a voice": lambda idea: change(idea, voices=["peers"]),
    "backers": lambda idea: change(idea, backer_count=7, current_backer_count=7),
    "backers of this version": lambda idea: change(idea, backer_count=7, current_backer_count=3),
    "customers": lambda idea: change(idea, customer_count=2, account_count=1),
    "their accounts": lambda idea: change(idea, customer_count=2, account_count=2),
    "comments": lambda idea: change(idea, comment_count=5),
    "its theme's name": lambda idea: Theme.objects.filter(pk=idea.theme_id).update(title="Another theme"),
    "its theme": lambda idea: change(idea, theme=factories.ThemeFactory.create()),
    "an author's name": lambda idea: Person.objects.filter(pk=idea.created_by_id).update(name="Ann Other"),
    "a second author": add_author,
}


@pytest.mark.parametrize("what", CHANGES)
def test_whatever_changes_is_shown_at_once(what: str) -> None:
    idea, reader = factories.make_idea(audience=Audience.NETWORK), factories.make_employee()
    states = [card(idea, reader)]
    CHANGES[what](idea)
    states.append(card(idea, reader))
    assert states[0] != states[1]
    assert card(idea, reader) == states[1]


@pytest.mark.parametrize("option", [{"short": True}, {"level": 3}, {"hide_theme": True}, {"supported": True}])
def test_each_way_to_show_it_is_its_own(option: dict[str, Any]) -> None:
    idea, reader = factories.make_idea(audience=Audience.NETWORK), factories.make_employee()
    if "supported" in option:
        option = {"supported": {idea.pk}}
    plain, shown = card(idea, reader), card(idea, reader, **option)
    assert plain != shown
    assert (card(idea, reader), card(idea, reader, **option)) == (plain, shown)


def test_an_outsider_is_not_shown_what_an_employee_was() -> None:
    idea = factories.make_idea(audience=Audience.NETWORK)
    Theme.objects.filter(pk=idea.theme_id).update(is_network=False)
    address = idea.theme.get_absolute_url()
    change(idea, comment_count=5, public_comment_count=2)
    seen = card(idea, factories.make_employee())
    assert ("5 comments" in seen, address in seen) == (True, True)
    seen = card(idea, factories.make_outsider())
    assert ("2 comments" in seen, address in seen) == (True, False)


def test_the_day_is_the_readers() -> None:
    idea, reader = factories.make_idea(audience=Audience.NETWORK), factories.make_employee()
    change(idea, opened_at="2026-03-01T23:30:00+00:00")
    days = []
    for zone in ("UTC", "Asia/Tokyo"):
        with timezone.override(zoneinfo.ZoneInfo(zone)):
            days.append("2 March 2026" in card(idea, reader))
    assert days == [False, True]
