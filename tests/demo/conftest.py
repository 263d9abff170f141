"""The demonstration company, founded once for all tests that look at it."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import transaction
from pytest_django import DjangoDbBlocker

from ideanet.demo import company
from tests.undoing import check_what_is_written


@pytest.fixture(scope="module")
def founded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The company as `make run` writes it; rolled back after the module."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "SECOND_FACTOR_REQUIRED", False)
        with transaction.atomic():
            company.found(seed=1)
            check_what_is_written()
            yield
            transaction.set_rollback(True)
