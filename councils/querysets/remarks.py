"""Questions asked of a council's private discussion."""

from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db.models import QuerySet

from ideanet.people.models import Person

if TYPE_CHECKING:
    from councils.models import Remark


class RemarkQuerySet(QuerySet["Remark"]):
    model: "type[Remark]"

    def visible_to(self, person: Person) -> Self:
        """The rows for which `rules.may_view_remark` is true."""
        reviews = apps.get_model("councils", "CouncilReview").objects.readable_by(person)
        return self.filter(void_at__isnull=True, review__in=reviews.order_by().values("pk"))

    def for_thread(self) -> Self:
        """Load all that councils/partials/remark.html shows."""
        return self.select_related("author__organisation")
