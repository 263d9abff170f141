"""Folders and keepers for the processes that these tests really start."""

import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from ideanet.local.keeper import Keeper


@pytest.fixture(autouse=True)
def interrupts() -> Iterator[None]:
    """A run that was sent to the background ignores them, and so would all that it starts."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that PostgreSQL's own account can walk to, unlike pytest's."""
    with tempfile.TemporaryDirectory(prefix="ideanet-local-") as name:
        path = Path(name)
        path.chmod(0o711)
        yield path


@pytest.fixture
def keeper() -> Iterator[Keeper]:
    kept = Keeper()
    yield kept
    kept.close()
