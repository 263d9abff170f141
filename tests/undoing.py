"""How a test takes back what it wrote, and stays in its transaction."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def undone() -> Iterator[None]:
    """What is written inside has never been; what the database checks at a commit is checked all the same."""
    check_what_is_written()
    with transaction.atomic():
        yield
        connection.check_constraints()
        transaction.set_rollback(True)


def check_what_is_written() -> None:
    """What the database would check at a commit, for all that was written up to here.

    It forgets what it checked inside of something that is undone: what a test finds made would be checked again
    with each test.
    """
    if connection.in_atomic_block:
        connection.check_constraints()
