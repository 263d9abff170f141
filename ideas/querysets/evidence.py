"""Questions asked of evidence."""

from typing import TYPE_CHECKING, Self

from django.db.models import QuerySet

from ideanet.people.models import Person

if TYPE_CHECKING:
    from ideas.models import Evidence  # noqa: F401  # mypy reads the names in the bases


class EvidenceQuerySet(QuerySet["Evidence"]):
    def visible_to(self, person: Person) -> Self:
        """The rows for which `rules.may_view_evidence` is true."""
        from ideas.models import Idea  # models import their querysets

        rows = self.filter(idea__in=Idea.objects.visible_to(person).order_by().values("pk"))
        return rows if person.is_employee else rows.filter(is_internal=False)

    def citable(self) -> Self:
        """What may stand under a published piece."""
        return self.filter(is_internal=False)
