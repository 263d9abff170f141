"""Dates of awards: when phases open to the person close, and when winners are announced."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from awards import rules
from awards.models import Cycle, Phase
from awards.stages import PhaseKind
from ideanet.activity.datebook import Date, register_dates
from ideanet.people.models import Person

MOST = 200


def of_phases(person: Person, since: datetime) -> Iterator[Date]:
    """Entry and people's choice for all who see the cycle; judging for its judges, screening for who runs it."""
    concerns = Q(kind__in=[PhaseKind.ENTRY, PhaseKind.PEOPLE])
    concerns |= Q(kind=PhaseKind.JUDGING, cycle__categories__panels__judges__person=person)
    if rules.may_run_cycles(person):
        concerns |= Q(kind=PhaseKind.SCREENING)
    cycles = Cycle.objects.visible_to(person).announced().order_by().values("pk")
    phases = Phase.objects.filter(concerns, cycle__in=cycles, closes_at__gte=since).select_related("cycle")
    for phase in phases.order_by("closes_at", "pk").distinct()[:MOST]:
        words = {"phase": phase.label, "cycle": phase.cycle.title}
        yield Date(
            f"phase-{phase.pk}-closes",
            _("%(phase)s of %(cycle)s closes") % words,
            phase.cycle.get_absolute_url(),
            phase.closes_at,
            closes=True,
        )


def of_results(person: Person, since: datetime) -> Iterator[Date]:
    """One query."""
    cycles = Cycle.objects.visible_to(person).announced().filter(results_at__gte=since)
    for cycle in cycles.order_by("results_at", "pk").only("title", "results_at")[:MOST]:
        label = _("The winners of %(cycle)s are announced") % {"cycle": cycle.title}
        yield Date(f"cycle-{cycle.pk}-results", label, cycle.get_absolute_url(), cycle.results_at)


def declare() -> None:
    """Called once, when the app is ready."""
    register_dates(of_phases)
    register_dates(of_results)
