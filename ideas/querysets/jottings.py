"""Questions asked of what is jotted down."""

from typing import TYPE_CHECKING, Self

from django.db.models import QuerySet

from ideanet.people.models import Person

if TYPE_CHECKING:
    from ideas.models import Jotting  # noqa: F401  # mypy reads the names in the bases


class JottingQuerySet(QuerySet["Jotting"]):
    def visible_to(self, person: Person) -> Self:
        """Nobody sees another's."""
        return self.filter(person=person) if person.is_active else self.none()
