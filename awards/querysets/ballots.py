"""Questions asked of ballots."""

from typing import TYPE_CHECKING, Self

from django.db.models import QuerySet

from ideanet.people.models import Person

if TYPE_CHECKING:
    from awards.models import Ballot  # noqa: F401  # named in quotes below


class BallotQuerySet(QuerySet["Ballot"]):
    def visible_to(self, person: Person) -> Self:
        """One's own: a ballot is secret."""
        return self.filter(person=person) if person.is_active else self.none()

    def for_page(self) -> Self:
        return self.prefetch_related("choices")
