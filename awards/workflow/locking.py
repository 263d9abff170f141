"""Locks: who comes first is settled here, and only then is the clock read."""

from awards import prepared
from awards.models import Category, Cycle


def lock_cycle(cycle: Cycle) -> Cycle:
    """The cycle as it is now, with its calendar, locked until the transaction ends."""
    # Two statements: the second tells the time at which the lock was had.
    Cycle.objects.select_for_update(no_key=True).only("pk").get(pk=cycle.pk)
    return prepared.timed_cycle(cycle.pk)


def lock_category(category: Category) -> Category:
    """The category with its calendar, locked until the transaction ends.

    Whoever enters, scores, votes or computes takes this lock first: what a run has frozen is all there
    was, and a deadline falls between two writes, never inside one.
    """
    Category.objects.select_for_update(no_key=True).only("pk").get(pk=category.pk)
    return prepared.timed_category(category.pk)
