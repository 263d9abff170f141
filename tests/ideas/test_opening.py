"""Themes open and close by themselves; each change is recorded and told once."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from ideanet.activity import announcing, follows
from ideanet.activity.models import Event, Notice
from ideanet.activity.stages import Reason
from ideas import opening
from ideas.models import Theme
from tests import factories

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def theme(**fields: Any) -> Theme:
    return factories.ThemeFactory.create(**fields)


def kinds(theme: Theme) -> list[str]:
    return list(Event.objects.about(theme).order_by("pk").values_list("kind", flat=True))


def test_a_theme_opens_and_closes_at_its_minute_and_each_is_told_once() -> None:
    found = theme(opens_at=timezone.now() + HOUR, closes_at=timezone.now() + 2 * HOUR)
    follower = factories.make_employee()
    follows.follow(follower, found, reason=Reason.CHOSEN)
    assert (opening.tell_all(), kinds(found)) == (0, [])
    Theme.objects.filter(pk=found.pk).update(opens_at=timezone.now() - HOUR)
    assert (opening.tell_all(), opening.tell_all(), kinds(found)) == (1, 0, ["theme.opened"])
    Theme.objects.filter(pk=found.pk).update(closes_at=timezone.now() - HOUR / 2)
    assert (opening.tell_all(), opening.tell_all()) == (1, 0)
    assert kinds(found) == ["theme.opened", "theme.closed"]
    for event in Event.objects.about(found):
        announcing.announce(event.pk)
        announcing.announce(event.pk)
    assert Notice.objects.filter(person=follower).count() == 2


def test_after_an_outage_only_what_it_came_to_is_told() -> None:
    found = theme(opens_at=timezone.now() - 2 * HOUR, closes_at=timezone.now() - HOUR)
    opening.tell_all()
    assert kinds(found) == ["theme.closed"]


def test_a_theme_that_opens_again_is_told_again() -> None:
    found = theme(closes_at=timezone.now() - HOUR)
    opening.tell_all()
    Theme.objects.filter(pk=found.pk).update(closes_at=None)
    opening.tell_all()
    assert kinds(found) == ["theme.closed", "theme.opened"]


def test_nothing_is_told_of_a_theme_put_off() -> None:
    found = theme()
    opening.tell_all()
    Theme.objects.filter(pk=found.pk).update(opens_at=timezone.now() + HOUR)
    assert opening.tell(found.pk)
    assert kinds(found) == ["theme.opened"]
    assert not opening.tell(found.pk)
    assert not opening.tell(987654)
