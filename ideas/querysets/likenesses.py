"""Questions asked of pairs of ideas that look alike."""

from typing import TYPE_CHECKING, Self

from django.db.models import QuerySet

from ideanet.people.models import Person
from ideas.stages import DISCUSSED

if TYPE_CHECKING:
    from ideas.models import Pair  # noqa: F401  # mypy reads the names in the bases


class PairQuerySet(QuerySet["Pair"]):
    def visible_to(self, person: Person) -> Self:
        """Those of which the person sees both ideas."""
        from ideas.models import Idea  # models import their querysets

        seen = Idea.objects.visible_to(person).order_by().values("pk")
        return self.filter(first__in=seen, second__in=seen)

    def standing(self) -> Self:
        """Both are still open to talk, and nobody said that they are two."""
        return self.filter(dismissed_at__isnull=True, first__stage__in=DISCUSSED, second__stage__in=DISCUSSED)

    def for_list(self) -> Self:
        """Load all that ideas/duplicates.html shows."""
        return self.select_related("first", "second", "dismissed_by").defer(
            *(f"{idea}__{text}" for idea in ("first", "second") for text in ("body", "search", "plain"))
        )
