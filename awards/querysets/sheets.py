"""Questions asked of score sheets."""

from typing import TYPE_CHECKING, Self

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from awards.querysets import categories, cycles, entries
from ideanet.people.models import Person
from ideanet.people.stages import Role
from ideas.models import Authorship

if TYPE_CHECKING:
    from awards.models import ScoreSheet  # noqa: F401  # named in quotes below


class SheetQuerySet(QuerySet["ScoreSheet"]):
    def visible_to(self, person: Person) -> Self:
        """The rows for which `rules.may_view_sheet` is true."""
        if not person.is_active:
            return self.none()
        own = Q(person=person) & entries.judged_by(person, "entry__")
        scored = Exists(person.score_sheets.filter(entry=OuterRef("entry_id"), submitted_at__isnull=False))
        fellow = (
            cycles.released("entry__category__cycle__") & Q(scored) & entries.judged_by(person, "entry__")
        )
        seen = own | Q(submitted_at__isnull=False) & fellow
        if person.holds(Role.MARKETING):
            closed = Q(submitted_at__isnull=False, phase__closes_at__lte=Now())
            seen |= closed & ~categories.entered_by(person, "entry__category__")
        return self.filter(seen)

    def submitted(self) -> Self:
        return self.filter(submitted_at__isnull=False)

    def counting(self) -> Self:
        """Submitted, of competing entries, by judges who are in no conflict today."""
        return self.submitted().filter(entries.competing("entry__")).exclude_conflicts()

    def exclude_conflicts(self) -> Self:
        """Leave out sheets of judges in conflict with the entry, as `entries.barred_to` says for one person."""
        close = Authorship.objects.filter(idea=OuterRef("entry__idea_id")).filter(
            Q(person=OuterRef("person_id"))
            | Q(person__manager=OuterRef("person_id"))
            | Q(person=OuterRef("person__manager_id"))
        )
        return self.exclude(Exists(close)).exclude(entry__conflicts__person=F("person"))

    def for_scores(self) -> Self:
        """Load all that awards/partials/scores.html shows."""
        return self.select_related("person", "phase").prefetch_related("scores__criterion")
