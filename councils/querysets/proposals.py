"""Questions asked of proposals and of what is proposed."""

from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db.models import QuerySet

from ideanet.people.models import Person

if TYPE_CHECKING:
    from councils.models import Proposal, Proposed


class ProposalQuerySet(QuerySet["Proposal"]):
    model: "type[Proposal]"

    def visible_to(self, person: Person) -> Self:
        """The rows for which `rules.may_view_proposal` is true: one's own, while one chairs the council."""
        councils = apps.get_model("councils", "Council").objects.chaired_by(person).order_by().values("pk")
        return self.filter(made_by=person, council__in=councils)

    def open(self) -> Self:
        return self.filter(confirmed_at__isnull=True)


class ProposedQuerySet(QuerySet["Proposed"]):
    model: "type[Proposed]"

    def visible_to(self, person: Person) -> Self:
        """Of one's own proposals, without the reviews that one may chair no longer."""
        proposals = apps.get_model("councils", "Proposal").objects.visible_to(person)
        reviews = apps.get_model("councils", "CouncilReview").objects.chaired_by(person)
        return self.filter(
            proposal__in=proposals.order_by().values("pk"), review__in=reviews.order_by().values("pk")
        )

    def for_page(self) -> Self:
        """Load all that councils/partials/proposed.html shows."""
        return self.select_related("seat__person__organisation", "review__idea").defer(
            "review__idea__body", "review__idea__search"
        )
