"""Questions asked of pairs of ideas that look alike."""

from typing import TYPE_CHECKING, Self

from django.db.models import BooleanField, Exists, OuterRef, Q, QuerySet, Value

from ideanet.people.models import Person
from ideas import rules
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

    def of_idea(self, key: int | OuterRef) -> Self:
        return self.filter(Q(first=key) | Q(second=key))

    def for_list(self) -> Self:
        """Load all that ideas/duplicates.html shows."""
        return self.select_related("first", "second", "dismissed_by").defer(
            *(f"{idea}__{text}" for idea in ("first", "second") for text in ("body", "search", "plain"))
        )


def of_idea(person: Person) -> Exists | Value:
    """Whether the idea of the outer query looks like another; asked only for those who look after that."""
    if not rules.may_run_themes(person):
        return Value(False, BooleanField())  # noqa: FBT003  # a value, not a switch
    from ideas.models import Pair  # models import their querysets

    return Exists(Pair.objects.visible_to(person).standing().of_idea(OuterRef("pk")))
