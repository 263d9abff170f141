"""The questions that pages of awards ask first: their SQL is written once, see ideanet.prepared."""

from awards.models import Category, Conflict, Cycle, Entry, Judge, Phase
from awards.querysets.cycles import timed_phases
from ideanet.people.models import Person
from ideanet.prepared import Prepared, remember
from ideas import prepared as ideas
from ideas.models import Authorship

_ANY_CYCLE: Prepared[Cycle] = Prepared(lambda pk: Cycle.objects.select_related("release").filter(pk=pk))
_ANY_CATEGORY: Prepared[Category] = Prepared(
    lambda pk: Category.objects.select_related("cycle__release").filter(pk=pk)
)
_ANY_ENTRY: Prepared[Entry] = Prepared(lambda pk: Entry.objects.with_head().filter(pk=pk))
_CYCLE: Prepared[Cycle] = Prepared(
    lambda reader, pk: Cycle.objects.visible_to(reader).select_related("release").filter(pk=pk)
)
_CATEGORY: Prepared[Category] = Prepared(
    lambda reader, pk: Category.objects.visible_to(reader).select_related("cycle__release").filter(pk=pk)
)
_ENTRY: Prepared[Entry] = Prepared(
    lambda reader, pk: Entry.objects.visible_to(reader).with_head().filter(pk=pk)
)
_TEXT: Prepared[Entry] = Prepared(
    lambda reader, pk: Entry.objects.visible_to(reader).select_related("revision").filter(pk=pk)
)
_OF_IDEA: Prepared[Entry] = Prepared(
    lambda reader, idea: (
        Entry.objects.visible_to(reader)
        .standing()
        .filter(idea=idea)
        .for_list()
        .order_by("-entered_at", "-pk")
    )
)
_CHOICES: Prepared[Entry] = Prepared(
    lambda person, category: (
        Entry.objects.visible_to(person)
        .competing()
        .filter(category=category)
        .exclude(idea__in=Authorship.objects.filter(person=person).values("idea"))
        .for_cards()
        .order_by("revision__title", "pk")
    )
)
_PHASES: Prepared[Phase] = Prepared(lambda cycle: timed_phases().filter(cycle=cycle))
_JUDGES: Prepared[Judge] = Prepared(lambda panel: Judge.objects.filter(panel=panel))
_CONFLICTS: Prepared[Conflict] = Prepared(lambda entry: Conflict.objects.filter(entry=entry))


def cycle_seen_by(reader: Person, pk: int) -> Cycle:
    """With what `timed()` loads; Http404 if unseen. Two queries."""
    return _timed(_CYCLE.get_or_404(reader, pk))


def category_seen_by(reader: Person, pk: int) -> Category:
    """With what `timed()` loads; Http404 if unseen. Two queries."""
    return _timed_within(_CATEGORY.get_or_404(reader, pk))


def timed_cycle(pk: int) -> Cycle:
    """As it is now, with what `timed()` loads."""
    return _timed(_ANY_CYCLE.get(pk))


def timed_category(pk: int) -> Category:
    """As it is now, with what `timed()` loads."""
    return _timed_within(_ANY_CATEGORY.get(pk))


def text_seen_by(reader: Person, pk: int) -> Entry:
    """With the revision that competes; Http404 if unseen. One query."""
    return _TEXT.get_or_404(reader, pk)


def entry_seen_by(reader: Person, pk: int) -> Entry:
    """With what `for_rules()` loads; Http404 if unseen. Six queries, and two where the idea is shared."""
    return _for_rules(_ENTRY.get_or_404(reader, pk))


def entry_for_rules(pk: int) -> Entry:
    """As it is now, with what `for_rules()` loads."""
    return _for_rules(_ANY_ENTRY.get(pk))


def _for_rules(entry: Entry) -> Entry:
    _timed(entry.category.cycle)
    ideas.with_rules(entry.idea)
    remember(entry, "conflicts", _CONFLICTS.rows(entry.pk))
    if entry.panel is not None:
        remember(entry.panel, "judges", _JUDGES.rows(entry.panel_id))
    return entry


def entries_of(reader: Person, idea: int) -> list[Entry]:
    """Those of the idea that the reader sees, but for what was taken back, the newest first."""
    return _OF_IDEA.rows(reader, idea)


def choices_for(person: Person, category: int) -> list[Entry]:
    """The entries that may stand on this person's ballot: competing, seen by them, not their own."""
    return _CHOICES.rows(person, category)


def _timed_within(category: Category) -> Category:
    _timed(category.cycle)
    return category


def _timed(cycle: Cycle) -> Cycle:
    remember(cycle, "phases", _PHASES.rows(cycle.pk))
    return cycle
