"""Questions asked of renewals."""

from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db.models import Q, QuerySet

from ideanet.people.models import Person

if TYPE_CHECKING:
    from councils.models import Renewal


class RenewalQuerySet(QuerySet["Renewal"]):
    model: "type[Renewal]"

    def standing(self) -> Self:
        """Terms that were given, not those that wait for a second person."""
        return self.filter(Q(needs_agreement=False) | Q(agreed_at__isnull=False))

    def waiting(self) -> Self:
        return self.filter(needs_agreement=True, agreed_at__isnull=True, seat__ended_on__isnull=True)

    def visible_to(self, person: Person) -> Self:
        """For those who look after the council."""
        councils = apps.get_model("councils", "Council").objects.editable_by(person).order_by().values("pk")
        return self.filter(seat__council__in=councils)
