"""Questions asked of absences."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from ideanet.people.models import Person

if TYPE_CHECKING:
    from councils.models import Absence


class AbsenceQuerySet(QuerySet["Absence"]):
    model: "type[Absence]"

    def visible_to(self, person: Person) -> Self:
        """The rows for which `duty_rules.may_view_absence` is true: one's own, and those of councils one chairs."""
        if not person.is_active:
            return self.none()
        chaired = apps.get_model("councils", "Council").objects.chaired_by(person).order_by().values("pk")
        return self.filter(Q(seat__person=person) | Q(seat__council__in=chaired))

    def standing(self) -> Self:
        """Neither taken back nor ended early, of seats that are not ended."""
        return self.filter(ended_at__isnull=True, seat__ended_on__isnull=True)

    def to_come(self) -> Self:
        """Standing, and not over by the database's clock."""
        return self.standing().filter(ends_at__gte=Now())

    def now(self) -> Self:
        """Those that are under way, by the database's clock."""
        return self.to_come().filter(starts_at__lte=Now())

    def acting_now(self) -> Self:
        """Those in which somebody acts for a chair at this moment."""
        return self.now().filter(seat__is_chair=True, acting__isnull=False)

    def with_others(self) -> Self:
        """Annotates `is_elsewhere`: the same days are stated in another council too."""
        same = self.model.objects.to_come().filter(
            seat__person=OuterRef("seat__person"), from_on=OuterRef("from_on"), until_on=OuterRef("until_on")
        )
        return self.annotate(is_elsewhere=Exists(same.exclude(pk=OuterRef("pk"))))

    def between(self, starts_at: datetime, ends_at: datetime) -> Self:
        """Those that share a moment with this span."""
        return self.standing().filter(starts_at__lte=ends_at, ends_at__gte=starts_at)
