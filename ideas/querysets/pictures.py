"""Questions asked of pictures."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

from django.db.models import Exists, OuterRef, Q, QuerySet

from ideanet.people.models import Person

if TYPE_CHECKING:
    from ideas.models import Picture  # noqa: F401  # mypy reads the names in the bases


class PictureQuerySet(QuerySet["Picture"]):
    def visible_to(self, person: Person) -> Self:
        """The rows for which `rules.may_view_picture` is true."""
        if not person.is_active:
            return self.none()
        from ideas.models import Authorship, Idea  # models import their querysets

        waiting = Q(idea__isnull=True, added_by=person)
        written = Q(Exists(Authorship.objects.filter(idea=OuterRef("idea"), person=person)))
        seen = Q(is_published=True, idea__in=Idea.objects.visible_to(person).order_by().values("pk"))
        return self.filter(waiting | written | seen)

    def waiting(self, person: Person) -> Self:
        """What this person brought into texts that are not saved yet."""
        return self.filter(idea__isnull=True, added_by=person)

    def keyed(self, keys: Iterable[str]) -> Self:
        return self.filter(key__in=list(keys))
