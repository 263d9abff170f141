"""The only code that writes cycles and their phases."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from awards import notices, rules
from awards.dates import Dates, dates_of, late_objections, objections
from awards.models import Category, Cycle, Phase
from awards.stages import PhaseKind
from awards.workflow.locking import lock_cycle
from ideanet.activity import events
from ideanet.people.models import Person
from ideas.errors import OutOfDateError, RefusedError
from ideas.models import Theme


@dataclass(frozen=True)
class Plan:
    """All that is said about a cycle; texts in Markdown."""

    title: str
    summary: str
    brief: str
    audience: str
    themes: Iterable[Theme]
    jury_named: str
    comments_signed: bool
    dates: Dates
    results_at: datetime

    @property
    def fields(self) -> dict[str, object]:
        names = ("title", "summary", "brief", "audience", "jury_named", "comments_signed", "results_at")
        return {name: getattr(self, name) for name in names}


@transaction.atomic
def create(plan: Plan, *, by: Person, request_key: UUID | None = None) -> Cycle:
    """A draft that only marketing sees; the same `request_key` again returns the one already made."""
    if not rules.may_run_cycles(by):
        raise PermissionDenied
    made = Cycle.objects.filter(request_key=request_key).first() if request_key else None
    if made is not None:
        return made
    _refuse(objections(plan.dates, plan.results_at))
    _refuse_title(plan)
    cycle = Cycle.objects.create(created_by=by, request_key=request_key, **plan.fields)
    cycle.themes.set(plan.themes)
    _write_phases(cycle, plan.dates)
    return cycle


@transaction.atomic
def change(cycle: Cycle, plan: Plan, *, by: Person) -> None:
    """Change what is said of a cycle; once announced, dates only as far as nobody is wronged by it."""
    cycle = lock_cycle(cycle)
    if not rules.may_run_cycles(by):
        raise PermissionDenied
    _refuse(objections(plan.dates, plan.results_at))
    _refuse_title(plan, cycle)
    before = dates_of(cycle.phases.all())
    dates_change = before != plan.dates or cycle.results_at != plan.results_at
    if dates_change and cycle.announced_at is not None:
        if getattr(cycle, "release", None) is not None:
            raise RefusedError(_("The results are being released: the dates stand."))
        _refuse(late_objections(before, plan.dates, cycle.calendar.now))
    Cycle.objects.filter(pk=cycle.pk).update(**plan.fields)
    cycle.themes.set(plan.themes)
    _write_phases(cycle, plan.dates)
    if cycle.announced_at is not None:
        kind = notices.DATES_CHANGED if dates_change else notices.CHANGED
        events.record(kind, cycle, by=by, reach=notices.reach_of(cycle))


@transaction.atomic
def announce(cycle: Cycle, *, by: Person) -> None:
    """Let people know of the cycle; announcing twice is announcing once."""
    cycle = lock_cycle(cycle)
    if not rules.may_run_cycles(by):
        raise PermissionDenied
    if cycle.announced_at is not None:
        return
    _refuse(unready(cycle))
    Cycle.objects.filter(pk=cycle.pk).update(announced_at=Now())
    events.record(notices.ANNOUNCED, cycle, by=by, reach=notices.reach_of(cycle))


@transaction.atomic
def discard(cycle: Cycle, *, by: Person) -> None:
    """Throw away a draft that nobody but marketing ever saw."""
    cycle = lock_cycle(cycle)
    if not rules.may_run_cycles(by):
        raise PermissionDenied
    if cycle.announced_at is not None:
        raise OutOfDateError(_("This cycle was announced meanwhile."))
    cycle.delete()


def unready(cycle: Cycle) -> list[str]:
    """What a draft still lacks before it can be announced."""
    categories = list(Category.objects.filter(cycle=cycle).prefetch_related("criteria"))
    kinds = {phase.kind for phase in cycle.phases.all()}
    found = [] if categories else [_("Add at least one category.")]
    found += [
        _("Say what the jury of “%(category)s” looks at.") % {"category": category}
        for category in categories
        if category.jury_method and not category.criteria.all()
    ]
    if PhaseKind.JUDGING not in kinds and any(c.jury_method for c in categories):
        found.append(_("Say when the jury judges."))
    if PhaseKind.PEOPLE not in kinds and any(c.people_method for c in categories):
        found.append(_("Say when the people choose."))
    return found


def _refuse(reasons: list[str]) -> None:
    if reasons:
        raise RefusedError(" ".join(reasons))


def _refuse_title(plan: Plan, cycle: Cycle | None = None) -> None:
    same = Cycle.objects.filter(title=plan.title).first()
    if same is not None and same != cycle:
        raise RefusedError(_("There is a cycle “%(title)s” already.") % {"title": plan.title})


def _write_phases(cycle: Cycle, dates: Dates) -> None:
    for phase in cycle.phases.all():
        if (phase.kind, phase.number) not in dates:
            phase.delete()
    for (kind, number), span in dates.items():
        Phase.objects.update_or_create(
            cycle=cycle,
            kind=kind,
            number=number,
            defaults={"opens_at": span.opens_at, "closes_at": span.closes_at},
        )
