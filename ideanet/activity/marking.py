"""Reading: the only code that marks notices as read."""

from collections.abc import Iterable

from django.db.models.functions import Now

from ideanet.activity.models import Notice
from ideanet.people.models import Person


def mark(person: Person, keys: Iterable[int]) -> int:
    """Mark these of the person's notices; returns how many were unread."""
    return Notice.objects.filter(person=person, pk__in=[*keys]).unread().update(read_at=Now())


def mark_all(person: Person, *, up_to: int) -> int:
    """Mark everything up to the newest that the page showed: what came since was not seen."""
    return Notice.objects.filter(person=person, pk__lte=up_to).unread().update(read_at=Now())
