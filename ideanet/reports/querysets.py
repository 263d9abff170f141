"""Every question asked of credits and goals; those of the reporting tree are in `output`."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Self

from django.db.models import Count, F, Q, QuerySet, Sum
from django.utils import timezone

from ideanet.people.models import Person
from ideanet.people.stages import Role
from ideanet.reports.stages import GoalState

if TYPE_CHECKING:
    from ideanet.reports.models import Credit, Goal  # noqa: F401  # named in quotes below


class CreditQuerySet(QuerySet["Credit"]):
    def visible_to(self, person: Person) -> Self:
        """The rows whose person's credits `rules.may_view_credits` lets one see."""
        if not person.is_active:
            return self.none()
        if person.holds(Role.EXECUTIVE) or person.holds(Role.ADMINISTRATOR):
            return self
        return self.filter(Q(person=person) | Q(person__manager=person))

    def of(self, person: Person, year: int) -> Self:
        return self.filter(person=person, year=year)

    def booked(self) -> Self:
        """Entries as they were first written; the others are counter-entries."""
        return self.filter(corrects__isnull=True)

    def total(self) -> Decimal:
        return self.aggregate(total=Sum("amount"))["total"] or Decimal(0)

    def by_kind(self) -> list[dict[str, Any]]:
        """What each kind comes to: kind, count of events, total."""
        rows = (
            self.order_by().values("kind").annotate(count=Count("event", distinct=True), total=Sum("amount"))
        )
        return [dict(row) for row in rows.order_by("-total")]

    def for_ledger(self) -> Self:
        """Load all that reports/partials/ledger.html shows."""
        return self.select_related("idea", "event", "corrects__event").defer(
            "idea__body", "idea__search", "idea__nugget"
        )


class GoalQuerySet(QuerySet["Goal"]):
    def of(self, person: Person, year: int) -> Self:
        return self.filter(person=person, year=year).select_related("proposed_by", "agreed_by", "person")

    def agreed(self) -> Self:
        return self.filter(state=GoalState.AGREED)

    def proposed(self) -> Self:
        return self.filter(state=GoalState.PROPOSED)

    def waiting_for(self, person: Person) -> Self:
        """Proposals that this person is to agree to: a manager's to them, and their reports' to them."""
        own = Q(person=person) & ~Q(proposed_by=person)
        theirs = Q(person__manager=person, proposed_by=F("person"))
        return self.proposed().filter(own | theirs, year__gte=timezone.localdate().year)
