"""The only code that writes entries: entering, taking back, screening, giving to a panel."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models.functions import Now
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from awards import notices, prepared, rules
from awards.eligibility import reasons_against
from awards.models import Category, Entry, Panel
from awards.stages import PhaseKind, Screening
from awards.workflow.locking import lock_category
from ideanet.activity import events
from ideanet.activity.kinds import EventKind
from ideanet.activity.stages import Reach
from ideanet.people.models import Person
from ideas import rules as idea_rules
from ideas.errors import OutOfDateError, RefusedError
from ideas.models import Idea, Revision


@transaction.atomic
def enter(
    category: Category,
    idea: Idea,
    *,
    by: Person,
    statement: str,
    has_agreed: bool,
    request_key: UUID | None = None,
) -> Entry:
    """Enter the idea as it reads now. The same `request_key` again returns the entry already made.

    Raises RefusedError when entry is not open, by the database's clock, or the idea may not enter.
    """
    category = lock_category(category)
    idea = Idea.objects.select_related("theme").prefetch_related("authorships__person").get(pk=idea.pk)
    if not rules.may_view_cycle(by, category.cycle) or not idea_rules.is_author(by, idea):
        raise PermissionDenied
    standing = Entry.objects.filter(category=category, idea=idea).select_related("entered_by").first()
    if standing and request_key and standing.request_key == request_key:
        return standing
    _refuse_closed(category)
    if standing and not standing.is_withdrawn:
        raise RefusedError(
            _("%(person)s has entered it in this category already.") % {"person": standing.entered_by}
        )
    if reasons := reasons_against(category, idea):
        raise RefusedError(" ".join(reasons))
    if not has_agreed:
        raise RefusedError(_("An entry needs your agreement to how it is read and judged."))
    entry, _is_new = Entry.objects.update_or_create(
        category=category,
        idea=idea,
        defaults={
            "revision": Revision.objects.get(idea=idea, number=idea.revision_number),
            "statement": statement,
            "entered_by": by,
            # When it was found to be open: a moment later it may be no more.
            "entered_at": category.cycle.calendar.now,
            "agreed_at": category.cycle.calendar.now,
            "withdrawn_at": None,
            "screening": Screening.WAITING,
            "screening_reason": "",
            "screened_by": None,
            "panel": None,
            "request_key": request_key,
        },
    )
    _record(notices.ENTERED, entry, category, by)
    return entry


def _refuse_closed(category: Category) -> None:
    calendar = category.cycle.calendar
    if calendar.open(PhaseKind.ENTRY) is not None:
        return
    phases = calendar.of(PhaseKind.ENTRY)
    if calendar.is_announced and phases and phases[0].opens_at > calendar.now:
        when = date_format(localtime(phases[0].opens_at), "j F Y, H:i")
        raise RefusedError(_("Entry opens on %(when)s. What you wrote is kept.") % {"when": when})
    raise RefusedError(_("Entry is closed. What you wrote is kept, here and on no other page."))


@transaction.atomic
def withdraw(entry: Entry, *, by: Person) -> None:
    """Take the entry out of the competition; taking it back twice changes nothing."""
    category = lock_category(entry.category)
    entry = prepared.entry_for_rules(entry.pk)
    if entry.is_withdrawn and idea_rules.is_author(by, entry.idea):
        return
    if not rules.may_withdraw(by, entry):
        raise PermissionDenied
    Entry.objects.filter(pk=entry.pk).update(withdrawn_at=Now())
    _record(notices.TAKEN_BACK, entry, category, by)


@transaction.atomic
def admit(entry: Entry, *, by: Person, panel: Panel | None = None) -> None:
    """Let the entry compete, before the panel given or the category's only one."""
    category, entry = _lock_for_screening(entry, by)
    panels = list(category.panels.all())
    if panel is not None and panel not in panels:
        raise PermissionDenied
    if panel is None and len(panels) == 1:
        panel = panels[0]
    if entry.screening == Screening.ADMITTED and panel in (None, entry.panel):
        return
    if entry.panel is not None and panel != entry.panel and entry.sheets.submitted().exists():
        raise RefusedError(_("Judges of this panel have handed in scores already."))
    Entry.objects.filter(pk=entry.pk).update(
        screening=Screening.ADMITTED, screening_reason="", screened_by=by, panel=panel
    )
    if entry.screening != Screening.ADMITTED:
        _record(notices.ADMITTED, entry, category, by, reach=notices.reach_of(category.cycle))


@transaction.atomic
def turn_down(entry: Entry, *, by: Person, reason: str) -> None:
    """Keep the entry out; its authors read why."""
    category, entry = _lock_for_screening(entry, by)
    if not reason.strip():
        raise RefusedError(_("Say why: every “no” carries a reason."))
    if entry.sheets.submitted().exists():
        raise RefusedError(_("Judges have handed in scores for this entry already."))
    Entry.objects.filter(pk=entry.pk).update(
        screening=Screening.TURNED_DOWN, screening_reason=reason, screened_by=by, panel=None
    )
    _record(notices.TURNED_DOWN, entry, category, by, reason=reason)


def _lock_for_screening(entry: Entry, by: Person) -> tuple[Category, Entry]:
    category = lock_category(entry.category)
    entry = prepared.entry_for_rules(entry.pk)
    if not rules.may_run_cycles(by):
        raise PermissionDenied
    if entry.is_withdrawn:
        raise OutOfDateError(_("The entry was withdrawn meanwhile."))
    if not rules.may_screen(by, entry):
        raise PermissionDenied
    return category, entry


def _record(
    kind: EventKind,
    entry: Entry,
    category: Category,
    by: Person,
    *,
    reach: Reach = Reach.NAMED,
    **data: str,
) -> None:
    events.record(
        kind,
        entry.idea,
        by=by,
        subject=entry,
        reach=reach,
        cycle=category.cycle.title,
        category=category.title,
        **data,
    )
