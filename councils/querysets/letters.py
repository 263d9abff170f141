"""Questions asked of councils' letters."""

from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db.models import QuerySet

from ideanet.people.models import Person

if TYPE_CHECKING:
    from councils.models import Letter


class LetterQuerySet(QuerySet["Letter"]):
    model: "type[Letter]"

    def visible_to(self, person: Person) -> Self:
        """Those sent whose review `letter_rules.may_read_letter` is true of; loaded to name themselves."""
        reviews = apps.get_model("councils", "CouncilReview").objects.with_letter_for(person)
        return self.filter(
            sent_at__isnull=False,
            decision__void_at__isnull=True,
            decision__review__in=reviews.order_by().values("pk"),
        ).select_related("decision__review__idea", "decision__review__council")
