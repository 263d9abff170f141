"""Questions asked of votes."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, When

from ideanet.gathered import is_one_of
from ideanet.people.models import Person
from ideanet.people.stages import OrganisationKind

if TYPE_CHECKING:
    from ideas.models import Idea, Vote


def counts(is_own: Q | None = None) -> dict[str, Any]:
    """What an idea counts of its votes, as aggregates; a vote for another text is none for this version."""
    home = Q(organisation__kind=OrganisationKind.HOME)
    customer = Q(organisation__kind=OrganisationKind.CUSTOMER)
    current = Q(revision__number__gte=F("idea__material_number")) & (is_own or Q())
    return {
        "backer_count": Count("pk", filter=home),
        "customer_count": Count("pk", filter=customer),
        "account_count": Count("organisation", distinct=True, filter=customer),
        "current_backer_count": Count("pk", filter=home & current),
        "current_customer_count": Count("pk", filter=customer & current),
    }


def _once_each(idea: "Idea") -> "QuerySet[Vote, int]":
    """The keys of one vote a person: for the idea itself before one that came with a merged idea.

    Whoever is an author supports nothing here, whatever they supported elsewhere.
    """
    from ideas.models import Authorship, Idea, Vote  # models import their querysets

    texts = Idea.objects.filter(Q(pk=idea.pk) | Q(merged_into=idea.pk)).order_by()
    authors = Authorship.objects.filter(idea=idea.pk, person=OuterRef("person"), accepted_at__isnull=False)
    behind = Vote.objects.filter(is_one_of("idea_id", texts.values("pk")), ~Exists(authors))
    came = Case(When(idea=idea.pk, then=0), default=1)
    return behind.order_by("person_id", came, "pk").distinct("person_id").values_list("pk", flat=True)


class VoteQuerySet(QuerySet["Vote"]):
    def visible_to(self, person: Person) -> Self:
        """Who supports is shown as people are: outsiders learn of no other customer. The idea's own
        audience is asked where the idea is fetched.
        """
        return self.filter(person__in=Person.objects.visible_to(person).order_by().values("pk"))

    def on(self, idea: "Idea") -> Self:
        """Those that stand behind it: each person once, whatever was merged into it."""
        if not idea.merged_count:
            return self.filter(idea=idea)
        return self.filter(is_one_of("pk", _once_each(idea)))

    def known_with(self, idea: "Idea", person: Person) -> Self:
        """Without those that came with a merged idea that the person does not see."""
        if not idea.merged_count:
            return self
        from ideas.models import Idea  # models import their querysets

        seen = Idea.objects.visible_to(person).filter(merged_into=idea.pk).order_by()
        return self.filter(Q(idea=idea) | Q(idea__in=seen.values("pk")))

    def tallied(self, idea: "Idea") -> dict[str, int]:
        """The counters of the idea, from the votes behind it. One query."""
        return self.on(idea).aggregate(**counts(Q(idea=idea.pk)))

    def of_any(self, person: Person, ideas: Iterable[int]) -> "QuerySet[Vote, tuple[int, int | None]]":
        """Which of these ideas the person supports: keys of the idea voted for, and of what it was merged into."""
        from ideas.models import Idea  # models import their querysets

        texts = Idea.objects.filter(Q(pk__in=ideas) | Q(merged_into__in=ideas)).order_by()
        rows = self.filter(is_one_of("idea_id", texts.values("pk")), person=person)
        return rows.values_list("idea_id", "idea__merged_into_id")

    def by_segment(self) -> list[dict[str, Any]]:
        """Customers and accounts by segment, most accounts first."""
        customers = self.filter(organisation__kind=OrganisationKind.CUSTOMER).order_by()
        counted = customers.values("organisation__segment__name").annotate(
            customers=Count("pk"), accounts=Count("organisation", distinct=True)
        )
        return [dict(row) for row in counted.order_by("-accounts", "organisation__segment__name")]

    def for_list(self) -> Self:
        """Load all that ideas/votes.html shows."""
        return self.select_related("person__organisation", "revision").only(
            "at",
            "idea_id",
            "person__name",
            "person__organisation__name",
            "person__organisation__kind",
            "revision__number",
        )
