"""How a test takes back what it wrote, and stays in its transaction."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def undone() -> Iterator[None]:
    """What is written inside has never been; what the database checks at a commit is checked all the same."""
    with transaction.atomic():
        yield
        connection.check_constraints()
        transaction.set_rollback(True)
