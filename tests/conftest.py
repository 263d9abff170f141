"""What every test may ask for."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from ideanet.celery import app

# How long an example takes says nothing where others work beside it.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """A file that is made while tests are gathered is another in each worker: its bytes name no test."""
    return argname if isinstance(val, bytes) else None


@pytest.fixture
def eager_tasks() -> Iterator[None]:
    """Tasks run where they are sent, and their errors are the test's."""
    app.conf.update(task_always_eager=True, task_eager_propagates=True)
    yield
    app.conf.update(task_always_eager=False, task_eager_propagates=False)
