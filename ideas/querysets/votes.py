"""Questions asked of votes."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from django.db.models import Count, QuerySet

from ideanet.people.models import Person
from ideanet.people.stages import OrganisationKind

if TYPE_CHECKING:
    from ideas.models import Idea, Vote  # noqa: F401  # mypy reads the names in the bases


class VoteQuerySet(QuerySet["Vote"]):
    def visible_to(self, person: Person) -> Self:
        """Who supports is shown as people are: outsiders learn of no other customer. The idea's own
        audience is asked where the idea is fetched.
        """
        return self.filter(person__in=Person.objects.visible_to(person).order_by().values("pk"))

    def on(self, idea: "Idea") -> Self:
        return self.filter(idea=idea)

    def supported(self, person: Person, ideas: Iterable["Idea"]) -> set[int]:
        """Which of these ideas the person supports, by key. One query."""
        rows = self.filter(person=person, idea__in=[idea.pk for idea in ideas])
        return set(rows.values_list("idea_id", flat=True))

    def by_segment(self) -> list[dict[str, Any]]:
        """Customers and accounts by segment, most accounts first."""
        customers = self.filter(organisation__kind=OrganisationKind.CUSTOMER).order_by()
        counted = customers.values("organisation__segment__name").annotate(
            customers=Count("pk"), accounts=Count("organisation", distinct=True)
        )
        return [dict(row) for row in counted.order_by("-accounts", "organisation__segment__name")]

    def for_list(self) -> Self:
        """Load all that ideas/votes.html shows."""
        return self.select_related("person__organisation", "revision").only(
            "at",
            "person__name",
            "person__organisation__name",
            "person__organisation__kind",
            "revision__number",
        )
