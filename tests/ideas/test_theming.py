"""Themes: set up and changed by marketing and their owners, never narrower than their ideas."""

from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from ideanet.activity.models import Event
from ideas.errors import RefusedError
from ideas.models import Idea, Theme
from ideas.stages import Audience, Stage
from ideas.workflow import theming
from ideas.workflow.theming import Plan
from tests import factories
from tests.ideas.cast import Cast

pytestmark = pytest.mark.django_db


def plan(owner: Any, **given: Any) -> Plan:
    columns = {
        "title": "Calm operations",
        "summary": "Sleep.",
        "brief": "Let people *sleep*.",
        "owner": owner,
        "opens_at": timezone.now() - timedelta(days=1),
        "closes_at": None,
        "is_project": False,
        "is_network": True,
        "answer_days": 7,
    }
    others = {name: given.pop(name) for name in ("segments", "customers", "offerings") if name in given}
    return Plan(columns | given, **others)


def test_a_theme_is_set_up_with_all_that_belongs_to_it() -> None:
    cast = Cast()
    segment = factories.SegmentFactory.create(name="Energy")
    theme = theming.create_theme(
        plan(
            cast["owner"],
            is_project=True,
            segments=[segment],
            customers=[cast.project],
            offerings={"Night watch": "https://example.com/night"},
        ),
        by=cast["marketing"],
    )
    assert (theme.title, theme.owner, theme.answer_days) == ("Calm operations", cast["owner"], 7)
    assert [str(s) for s in theme.segments.all()] == ["Energy"]
    assert [str(c) for c in theme.customers.all()] == ["Project Ltd"]
    assert [(o.name, o.url) for o in theme.offerings.all()] == [("Night watch", "https://example.com/night")]
    event = Event.objects.get(kind="theme.created")
    assert (event.topic_id, event.reach) == (theme.pk, "employees")


def test_offerings_are_changed_added_and_removed() -> None:
    cast = Cast()
    first = {"Night watch": "https://example.com/a", "Day watch": "https://example.com/b"}
    theme = theming.create_theme(plan(cast["owner"], offerings=first), by=cast["marketing"])
    second = {"Night watch": "https://example.com/c", "Dawn watch": "https://example.com/d"}
    theming.change_theme(theme, plan(cast["owner"], offerings=second), by=cast["owner"])
    assert {o.name: o.url for o in theme.offerings.all()} == second
    assert Event.objects.filter(kind="theme.changed").count() == 1


def test_only_a_project_has_customers() -> None:
    cast = Cast()
    theme = theming.create_theme(plan(cast["owner"], customers=[cast.project]), by=cast["marketing"])
    assert list(theme.customers.all()) == []


def test_marketing_sets_up_and_with_the_owner_changes() -> None:
    cast = Cast()
    may_create, may_change = set(), set()
    for kind, person in cast.people.items():
        with suppress(PermissionDenied):
            theming.create_theme(plan(cast["owner"], title=kind), by=person)
            may_create.add(kind)
        with suppress(PermissionDenied):
            theming.change_theme(cast.theme, plan(cast["owner"]), by=person)
            may_change.add(kind)
    assert (may_create, may_change) == ({"marketing"}, {"marketing", "owner"})


@pytest.mark.parametrize(
    ("audience", "narrower", "refused"),
    [
        (Audience.NETWORK, {"is_network": False}, True),
        (Audience.SHARED, {"is_network": False}, True),
        (Audience.SHARED, {"is_network": False, "is_project": True}, True),
        (Audience.INTERNAL, {"is_network": False}, False),
        (Audience.NETWORK, {"answer_days": 3}, False),
    ],
)
def test_a_theme_is_never_narrower_than_one_of_its_ideas(
    audience: str, narrower: dict[str, Any], refused: bool
) -> None:
    cast = Cast()
    cast.idea(Stage.OPEN, audience)
    changed = plan(cast["owner"], customers=[cast.project], **narrower)
    if refused:
        with pytest.raises(RefusedError, match="shared wider than this"):
            theming.change_theme(cast.theme, changed, by=cast["marketing"])
        assert Theme.objects.get(pk=cast.theme.pk).is_network
    else:
        theming.change_theme(cast.theme, changed, by=cast["marketing"])


def test_a_project_may_keep_to_the_customers_that_its_ideas_are_shared_with() -> None:
    cast = Cast()
    cast.idea(Stage.OPEN, Audience.SHARED)
    theming.change_theme(
        cast.theme,
        plan(cast["owner"], is_network=False, is_project=True, customers=[cast.chosen]),
        by=cast["marketing"],
    )
    assert not Theme.objects.get(pk=cast.theme.pk).is_network


def test_what_an_owner_owed_the_next_owner_owes() -> None:
    cast = Cast()
    idea = cast.idea(Stage.OPEN)
    own = factories.make_idea(cast["executive"], theme=cast.theme)
    theming.change_theme(cast.theme, plan(cast["executive"]), by=cast["marketing"])
    owed = {row.pk: row.owed_by for row in Idea.objects.filter(pk__in=[idea.pk, own.pk])}
    assert owed == {idea.pk: cast["executive"], own.pk: cast["owner"]}
