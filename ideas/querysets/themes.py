"""Questions asked of themes."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from ideanet.people.models import Person

if TYPE_CHECKING:
    from ideas.models import Theme  # noqa: F401  # mypy reads the names in the bases


class ThemeQuerySet(QuerySet["Theme"]):
    def visible_to(self, person: Person) -> Self:
        """The rows for which `rules.may_view_theme` is true."""
        if not person.is_active:
            return self.none()
        if person.is_employee:
            return self
        mine = self.model.customers.through.objects.filter(organisation_id=person.organisation_id).values(
            "theme_id"
        )
        return self.filter(Q(is_network=True) | Q(is_project=True, pk__in=mine))

    def taking_ideas(self) -> Self:
        """Open now, by the database's clock; twin of `rules.is_open`."""
        return self.filter(Q(closes_at__isnull=True) | Q(closes_at__gt=Now()), opens_at__lte=Now())

    def not_taking_ideas(self) -> Self:
        """Closed, or not yet open."""
        return self.exclude(pk__in=self.model.objects.taking_ideas().values("pk"))

    def dated_from(self, since: datetime) -> Self:
        """Those that open or close then or later."""
        return self.filter(Q(closes_at__gte=since) | Q(opens_at__gte=since))

    def for_cards(self) -> Self:
        """Load all that ideas/partials/theme_card.html shows."""
        return self.select_related("owner").defer("brief")

    def for_page(self) -> Self:
        """Load all that ideas/theme.html shows of the theme itself."""
        return self.select_related("owner").prefetch_related("offerings", "segments", "customers")
