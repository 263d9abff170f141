"""Questions asked of declared relations."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Self

from django.db.models import Q, QuerySet

from ideanet.people.models import Person

if TYPE_CHECKING:
    from councils.models import Relation  # noqa: F401  # mypy reads the names in the bases


class RelationQuerySet(QuerySet["Relation"]):
    def visible_to(self, person: Person) -> Self:
        """One's own, and nobody else's."""
        return self.filter(person=person) if person.is_active else self.none()

    def between(self, some: Collection[int], others: Collection[int]) -> Self:
        """Whichever of the two declared it."""
        return self.filter(Q(person__in=some, other__in=others) | Q(person__in=others, other__in=some))
