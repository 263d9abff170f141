"""Questions asked of judges: who may know who judges."""

from typing import TYPE_CHECKING, Self

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from awards.querysets import cycles
from awards.stages import JuryNamed, Screening
from ideanet.people.models import Person
from ideanet.people.stages import Role

if TYPE_CHECKING:
    from awards.models import Judge  # noqa: F401  # named in quotes below


class JudgeQuerySet(QuerySet["Judge"]):
    def visible_to(self, person: Person) -> Self:
        """The rows for which `rules.may_learn_judge` is true."""
        if person.holds(Role.MARKETING):
            return self
        known = Person.objects.visible_to(person).order_by().values("pk")
        fellow = Exists(person.judgeships.filter(panel__category=OuterRef("panel__category_id")))
        at = "panel__category__cycle__"
        named = Q((f"{at}jury_named", JuryNamed.START)) | (
            Q((f"{at}jury_named", JuryNamed.RESULTS)) & cycles.released(at)
        )
        return self.filter(cycles.seen_by(person, at), person__in=known).filter(
            Q(person=person) | Q(fellow) | named
        )

    def with_load(self, round_number: int) -> Self:
        """Annotate how many entries of this judging round the judge's panel was given."""
        given = Q(
            panel__entries__screening=Screening.ADMITTED,
            panel__entries__withdrawn_at__isnull=True,
            panel__entries__round_reached__gte=round_number,
        )
        return self.annotate(given=Count("panel__entries", filter=given, distinct=True))

    def for_names(self) -> Self:
        """Load what a list of judges shows."""
        return self.select_related("person__organisation", "panel")
