"""What is asked by queries written once is loaded as the querysets load it."""

import pytest
from django.http import Http404

from awards import prepared
from awards.models import Category, Cycle, Entry
from ideas.models import Idea
from ideas.stages import Audience
from tests import factories
from tests.awards import builders
from tests.loading import loaded

pytestmark = pytest.mark.django_db


def test_each_is_loaded_as_the_rules_want_it() -> None:
    contest = builders.Contest()
    reader, stranger = contest.judges[0], factories.make_employee(is_active=False)
    entry = contest.entries[0]
    Idea.objects.filter(pk=entry.idea_id).update(audience=Audience.SHARED)
    category, cycle = entry.category_id, contest.category.cycle_id
    for ask, key, expected in (
        (prepared.entry_seen_by, entry.pk, Entry.objects.for_rules()),
        (prepared.category_seen_by, category, Category.objects.timed()),
        (prepared.cycle_seen_by, cycle, Cycle.objects.timed()),
    ):
        assert loaded(ask(reader, key)) == loaded(expected.get(pk=key))
        with pytest.raises(Http404):
            ask(stranger, key)
    assert loaded(prepared.entry_for_rules(entry.pk)) == loaded(prepared.entry_seen_by(reader, entry.pk))
    assert loaded(prepared.timed_category(category)) == loaded(prepared.category_seen_by(reader, category))
    assert loaded(prepared.timed_cycle(cycle)) == loaded(prepared.cycle_seen_by(reader, cycle))
