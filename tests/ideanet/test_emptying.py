"""After a test that commits, nothing of it is left for the next."""

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType

from tests import factories
from tests.emptying import empty_the_tables

pytestmark = pytest.mark.django_db


def test_nothing_is_left_but_what_migrations_made() -> None:
    kinds = ContentType.objects.count()
    factories.make_idea()
    empty_the_tables()
    filled = {model.__name__ for model in apps.get_models() if model.objects.exists()}  # type: ignore[attr-defined]
    assert filled == {"ContentType", "Permission"}
    assert ContentType.objects.count() == kinds
