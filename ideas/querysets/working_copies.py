"""Questions asked of those who are writing."""

from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.db.models import QuerySet
from django.db.models.functions import Now

from ideanet.people.models import Person

if TYPE_CHECKING:
    from ideas.models import Idea, Writer

# An editor tells every twenty seconds that it is open; one that missed two beats is closed.
GONE_AFTER = timedelta(seconds=50)


class WriterQuerySet(QuerySet["Writer"]):
    def beside(self, person: Person, idea: "Idea") -> Self:
        """The other authors who have the idea's editor open now, with their names."""
        here = self.filter(idea=idea, seen_at__gt=Now() - GONE_AFTER).exclude(person=person)
        return here.select_related("person").order_by("person__name")

    def last_of(self, idea: "Idea") -> "Writer | None":
        """Who changed the text last in the editor."""
        wrote = self.filter(idea=idea, wrote_at__isnull=False).select_related("person")
        return wrote.order_by("-wrote_at").first()
