"""Questions asked of runs, results and winners: all of them silent before the release."""

from typing import TYPE_CHECKING, Self

from django.db.models import F, Prefetch, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from awards.querysets import categories, cycles, entries
from ideanet.people.models import Person
from ideanet.people.stages import Role
from ideas.models import Authorship

if TYPE_CHECKING:
    from awards.models import Result, Run, Winner  # noqa: F401  # named in quotes below


def checkable_by(person: Person, at: str = "") -> Q:
    """The runs for which `rules.may_view_run` is true; `at` leads to the run."""
    if not person.is_active:
        return ~cycles.EVERY
    released = cycles.released(f"{at}category__cycle__")
    if not person.holds(Role.MARKETING):
        return released if person.holds(Role.EXECUTIVE) else ~cycles.EVERY
    return released | ~categories.entered_by(person, f"{at}category__")


class RunQuerySet(QuerySet["Run"]):
    def visible_to(self, person: Person) -> Self:
        """The rows for which `rules.may_view_run` is true."""
        return self.filter(checkable_by(person))

    def latest(self) -> Self:  # type: ignore[override]  # the newest of each kind, not of all
        """The newest run of each category, channel and phase."""
        newest = Window(
            RowNumber(), partition_by=[F("category"), F("channel"), F("phase")], order_by=F("pk").desc()
        )
        return self.annotate(age=newest).filter(age=1)

    def for_page(self) -> Self:
        """Load all that awards/run.html shows of the run itself."""
        return self.select_related("phase", "by", "category__cycle__release").prefetch_related(
            cycles.phases("category__cycle__"), "category__criteria"
        )


class ResultQuerySet(QuerySet["Result"]):
    def visible_to(self, person: Person) -> Self:
        """The rows for which `rules.may_view_result` is true: those of runs and entries one may see,
        and what one's own entry came to.
        """
        checked = checkable_by(person, "run__") & entries.seen_by(person, "entry__")
        own = cycles.released("run__category__cycle__") & entries.written_by(person, "entry__")
        return self.filter(checked | own) if person.is_active else self.none()

    def for_table(self) -> Self:
        """Load all that awards/run.html shows of a row."""
        return self.select_related("entry__revision").defer("entry__revision__body")


class WinnerQuerySet(QuerySet["Winner"]):
    def visible_to(self, person: Person) -> Self:
        """The rows for which `rules.may_view_winner` is true: after the release, those whose entry one sees."""
        return self.filter(cycles.released("category__cycle__") & entries.seen_by(person, "entry__"))

    def under_embargo_for(self, person: Person) -> Self:
        """Those that the person may prepare before the release; twin of `rules.may_prepare`."""
        if not person.holds(Role.MARKETING):
            return self.none()
        return self.exclude(cycles.released("category__cycle__")).exclude(
            categories.entered_by(person, "category__")
        )

    def for_page(self) -> Self:
        """Load all that awards/winners.html shows of a winner."""
        authors = Authorship.objects.filter(accepted_at__isnull=False).select_related("person__organisation")
        return self.select_related("category", "entry__revision", "entry__idea").prefetch_related(
            Prefetch("entry__idea__authorships", queryset=authors, to_attr="bylines")
        )
