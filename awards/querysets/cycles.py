"""Questions asked of cycles."""

from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Now

from awards.stages import CycleAudience, PhaseKind
from ideanet.people.models import Person
from ideanet.people.stages import Role
from ideas.models import Theme

if TYPE_CHECKING:
    from awards.models import Cycle  # noqa: F401  # named in quotes below


EVERY = Q(pk__isnull=False)  # An empty Q cannot be negated.


def seen_by(person: Person, at: str = "") -> Q:
    """The cycles for which `rules.may_view_cycle` is true; `at` leads to the cycle: "category__cycle__"."""
    if not person.is_active:
        return ~EVERY
    if person.holds(Role.MARKETING):
        return EVERY
    announced = Q((f"{at}announced_at__isnull", False))
    if person.is_employee:
        return announced
    judging = Exists(person.judgeships.filter(panel__category__cycle=OuterRef(f"{at}pk")))
    return announced & (Q((f"{at}audience", CycleAudience.NETWORK)) | Q(judging))


def released(at: str = "") -> Q:
    """Signed by two, and due by the database's clock."""
    return Q((f"{at}release__second_at__isnull", False), (f"{at}results_at__lte", Now()))


def phases(at: str = "") -> "Prefetch[str]":
    """The phases of the cycle that `at` leads to."""
    return Prefetch(f"{at}phases", queryset=timed_phases())


def timed_phases() -> Any:
    """Each with the time that the database has."""
    # Models import their querysets, so this one is asked for by name.
    phase: Any = apps.get_model("awards", "Phase")
    return phase.objects.annotate(clock=Now())


class CycleQuerySet(QuerySet["Cycle"]):
    def visible_to(self, person: Person) -> Self:
        """The rows for which `rules.may_view_cycle` is true."""
        return self.filter(seen_by(person))

    def announced(self) -> Self:
        return self.filter(announced_at__isnull=False)

    def released(self) -> Self:
        return self.filter(released())

    def owing_the_news(self) -> Self:
        """Released, and nobody was told yet."""
        return self.released().filter(release__told_at__isnull=True)

    def in_phase(self, kind: PhaseKind) -> Self:
        """Announced, with this kind of phase open now."""
        return self.announced().filter(
            phases__kind=kind, phases__opens_at__lte=Now(), phases__closes_at__gt=Now()
        )

    def timed(self) -> Self:
        """Load what `Cycle.calendar` reads, and the time that the database has."""
        return self.select_related("release").prefetch_related(phases())

    def for_cards(self) -> Self:
        """Load all that awards/partials/cycle.html shows."""
        return self.timed().prefetch_related("categories").defer("brief")

    def for_page(self, person: Person) -> Self:
        """Load all that awards/cycle.html shows of the cycle itself, as this person may see it."""
        themes = Theme.objects.visible_to(person).only("pk", "title")
        return self.timed().prefetch_related(
            "categories__criteria",
            Prefetch("themes", queryset=themes, to_attr="themes_seen"),
            Prefetch("categories__themes", queryset=themes, to_attr="themes_seen"),
        )
