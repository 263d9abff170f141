"""Questions asked of categories."""

from typing import TYPE_CHECKING, Self

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from awards.querysets import cycles
from awards.stages import Screening
from ideanet.people.models import Person
from ideas.models import Authorship

if TYPE_CHECKING:
    from awards.models import Category  # noqa: F401  # named in quotes below


def entered_by(person: Person, at: str = "") -> Q:
    """Categories in which an idea of the person's competes or waits; twin of `rules.is_entrant`."""
    own = Authorship.objects.filter(
        person=person,
        idea__entries__category=OuterRef(f"{at}pk"),
        idea__entries__withdrawn_at__isnull=True,
        idea__entries__screening__in=[Screening.WAITING, Screening.ADMITTED],
    )
    return Q(Exists(own))


class CategoryQuerySet(QuerySet["Category"]):
    def visible_to(self, person: Person) -> Self:
        """Those of the cycles that the person may see."""
        return self.filter(cycles.seen_by(person, "cycle__"))

    def timed(self) -> Self:
        """Load the cycle's calendar with each category."""
        return self.select_related("cycle__release").prefetch_related(cycles.phases("cycle__"))

    def for_rules(self) -> Self:
        """Load what the rules ask: the calendar, and whose ideas compete."""
        return self.timed().prefetch_related("entries__idea__authorships")

    def for_eligibility(self) -> Self:
        """Load what `eligibility` reads."""
        return self.prefetch_related("themes", "cycle__themes")

    def with_progress(self) -> Self:
        """Annotate how many entries wait, compete and were turned down."""
        standing = Q(entries__withdrawn_at__isnull=True)
        return self.annotate(
            waiting_count=Count(
                "entries", filter=standing & Q(entries__screening=Screening.WAITING), distinct=True
            ),
            competing_count=Count(
                "entries", filter=standing & Q(entries__screening=Screening.ADMITTED), distinct=True
            ),
            turned_down_count=Count(
                "entries", filter=standing & Q(entries__screening=Screening.TURNED_DOWN), distinct=True
            ),
        )

    def with_ballot_of(self, person: Person) -> Self:
        """Annotate whether the person has cast a ballot."""
        return self.annotate(has_voted=Exists(person.ballots.filter(category=OuterRef("pk"))))

    def with_ballots(self) -> Self:
        """Annotate how many ballots were cast."""
        return self.annotate(ballot_count=Count("ballots", distinct=True))

    def for_panels(self) -> Self:
        """Load all that awards/panels.html shows."""
        return self.prefetch_related("panels__judges__person__organisation")

    def competed_in_by(self, person: Person) -> Self:
        return self.filter(entered_by(person))
