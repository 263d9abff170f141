"""The only code that writes panels and judges."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from awards import notices, rules
from awards.models import Category, Entry, Judge, Panel, ScoreSheet
from awards.workflow.locking import lock_category
from ideanet.activity import events
from ideanet.activity.kinds import EventKind
from ideanet.activity.stages import Reach
from ideanet.people.models import Person
from ideas.errors import RefusedError


@transaction.atomic
def add(category: Category, name: str, *, by: Person) -> Panel:
    """A panel; the first one gets the entries that were admitted before it. Adding it twice is adding it once."""
    category = _lock(category, by)
    if not category.jury_method:
        raise RefusedError(_("This category has no jury."))
    panel, is_new = Panel.objects.get_or_create(category=category, name=name)
    if is_new and category.panels.count() == 1:
        Entry.objects.competing().filter(category=category, panel__isnull=True).update(panel=panel)
    return panel


@transaction.atomic
def appoint(panel: Panel, person: Person, *, by: Person) -> Judge:
    """Ask a person to judge what the panel gets, but for entries they are in conflict with."""
    category = _lock(panel.category, by)
    if not person.is_active:
        raise RefusedError(_("%(person)s can no longer sign in.") % {"person": person})
    judge, is_new = Judge.objects.get_or_create(panel=panel, person=person, defaults={"appointed_by": by})
    if is_new:
        _record(notices.APPOINTED, category, by, judge)
    return judge


@transaction.atomic
def dismiss(judge: Judge, *, by: Person) -> None:
    """Take a judge off a panel while nothing that they handed in hangs on it."""
    category = _lock(judge.panel.category, by)
    handed_in = ScoreSheet.objects.submitted().filter(entry__panel=judge.panel, person=judge.person)
    if handed_in.exists():
        raise RefusedError(_("%(person)s has handed in scores for this panel.") % {"person": judge.person})
    _record(notices.DISMISSED, category, by, judge)
    judge.delete()


def _lock(category: Category, by: Person) -> Category:
    category = lock_category(category)
    if not rules.may_run_cycles(by):
        raise PermissionDenied
    if category.cycle.calendar.is_decided:
        raise RefusedError(_("Judging is over: the panels stand."))
    return category


def _record(kind: EventKind, category: Category, by: Person, judge: Judge) -> None:
    events.record(
        kind,
        category.cycle,
        by=by,
        subject=judge,
        reach=Reach.NAMED,
        person_id=judge.person_id,
        category=category.title,
    )
