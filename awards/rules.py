"""Who may do what to cycles, entries, judging and results: pure functions of person and object.

Before the release results are known to marketing alone, and not to those of marketing whose own idea
competes in the category. An entered idea's snapshot is read by marketing and by the judges of its panel
through the pages of awards, even if the idea is restricted: the author agrees to that on entering. It
opens nothing else of the idea, so judges get no Reader row.
"""

from typing import TYPE_CHECKING

from awards.stages import ConflictKind, CycleAudience, JuryNamed, PhaseKind, Screening, Voters
from ideanet.people.rules import may_view_person
from ideanet.people.stages import Role
from ideas import rules as ideas

if TYPE_CHECKING:
    from awards.models import Category, Cycle, Entry, Judge, Result, Run, ScoreSheet, Winner
    from ideanet.people.models import Person


def may_run_cycles(person: "Person") -> bool:
    return person.holds(Role.MARKETING)


def is_judge_of(person: "Person", cycle: "Cycle") -> bool:
    return any(
        judge.person_id == person.pk
        for category in cycle.categories.all()
        for panel in category.panels.all()
        for judge in panel.judges.all()
    )


def may_view_cycle(person: "Person", cycle: "Cycle") -> bool:
    """Twin: `CycleQuerySet.visible_to`. Drafts are marketing's; then employees, the network, its judges."""
    if not person.is_active:
        return False
    if may_run_cycles(person):
        return True
    if cycle.announced_at is None:
        return False
    return person.is_employee or cycle.audience == CycleAudience.NETWORK or is_judge_of(person, cycle)


# --- Entries -----------------------------------------------------------------------------


def may_enter(person: "Person", category: "Category") -> bool:
    """Employees, while entry is open; whether the idea is eligible is another question."""
    return (
        person.is_employee
        and may_view_cycle(person, category.cycle)
        and category.cycle.calendar.open(PhaseKind.ENTRY) is not None
    )


def may_view_entry(person: "Person", entry: "Entry") -> bool:
    """Twin: `EntryQuerySet.visible_to`. Authors and marketing; once admitted, those who see the idea,
    and its judges.
    """
    if not may_view_cycle(person, entry.category.cycle):
        return False
    if may_run_cycles(person) or ideas.is_author(person, entry.idea):
        return True
    return entry.competes and (ideas.may_view(person, entry.idea) or may_judge(person, entry))


def may_withdraw(person: "Person", entry: "Entry") -> bool:
    """Its authors, until nothing can change the results any more."""
    return (
        person.is_active
        and not entry.is_withdrawn
        and ideas.is_author(person, entry.idea)
        and not entry.category.cycle.calendar.is_decided
    )


def may_screen(person: "Person", entry: "Entry") -> bool:
    """Marketing, never for an idea of their own; until judges or voters begin to decide."""
    return (
        may_run_cycles(person)
        and not entry.is_withdrawn
        and not ideas.is_named_author(person, entry.idea)
        and not entry.category.cycle.calendar.is_decided
    )


# --- Judging ------------------------------------------------------------------------------


def conflict_of(person: "Person", entry: "Entry") -> ConflictKind | None:
    """Why the person must not judge the entry; detected anew each time, as people and authors change."""
    if any(conflict.person_id == person.pk for conflict in entry.conflicts.all()):
        return ConflictKind.DECLARED
    for authorship in entry.idea.authorships.all():
        if authorship.person_id == person.pk:
            return ConflictKind.AUTHOR
        if authorship.person.manager_id == person.pk or authorship.person_id == person.manager_id:
            return ConflictKind.REPORTING_LINE
    return None


def has_conflict(person: "Person", entry: "Entry") -> bool:
    """Declared, or detected: an author, the manager of one, or managed by one. Twin: `entries.barred_to`."""
    return conflict_of(person, entry) is not None


def may_judge(person: "Person", entry: "Entry") -> bool:
    """Judges of the entry's panel without a conflict. Twin: `EntryQuerySet.judged_by`."""
    if not person.is_active or not entry.competes or entry.panel is None:
        return False
    if not any(judge.person_id == person.pk for judge in entry.panel.judges.all()):
        return False
    return not has_conflict(person, entry)


def may_score(person: "Person", entry: "Entry") -> bool:
    """While a judging round is open that the entry takes part in."""
    phase = entry.category.cycle.calendar.open(PhaseKind.JUDGING)
    return phase is not None and entry.round_reached >= phase.number and may_judge(person, entry)


def may_view_sheet(person: "Person", sheet: "ScoreSheet") -> bool:
    """Twin: `SheetQuerySet.visible_to`. One's own; marketing's once the round has closed; a fellow
    judge's after the release, to those who have handed in their own: earlier it would give the result away.
    """
    if not person.is_active:
        return False
    entry = sheet.entry
    if sheet.person_id == person.pk and may_judge(person, entry):
        return True
    if not sheet.is_submitted:
        return False
    calendar = entry.category.cycle.calendar
    is_closed = sheet.phase.closes_at <= calendar.now
    if is_closed and may_prepare(person, entry.category):
        return True
    own = any(other.person_id == person.pk and other.is_submitted for other in entry.sheets.all())
    return calendar.is_released and own and may_judge(person, entry)


def may_learn_judge(person: "Person", judge: "Judge") -> bool:
    """Twin: `JudgeQuerySet.visible_to`. Marketing, fellow judges of the category, and whoever sees the
    cycle from the time it says; never wider than who may know the judge at all.
    """
    if may_run_cycles(person):
        return True
    cycle = judge.panel.category.cycle
    if not may_view_cycle(person, cycle) or not may_view_person(person, judge.person):
        return False
    fellows = (j for panel in judge.panel.category.panels.all() for j in panel.judges.all())
    if any(fellow.person_id == person.pk for fellow in fellows):
        return True
    if cycle.jury_named == JuryNamed.RESULTS:
        return cycle.calendar.is_released
    return cycle.jury_named == JuryNamed.START


# --- People's choice --------------------------------------------------------------------------


def has_ballot(person: "Person", category: "Category") -> bool:
    """Whether the category's people's choice is this person's to make."""
    if not category.people_method or not may_view_cycle(person, category.cycle):
        return False
    if category.voters == Voters.EMPLOYEES:
        return person.is_employee
    return category.voters == Voters.EVERYONE or person.is_customer


def may_vote(person: "Person", category: "Category") -> bool:
    """While the people's choice is open."""
    return has_ballot(person, category) and category.cycle.calendar.open(PhaseKind.PEOPLE) is not None


# --- Results --------------------------------------------------------------------------------------


def is_entrant(person: "Person", category: "Category") -> bool:
    """An author, invited ones included, of an idea that competes or waits. Twin: `categories.entered_by`."""
    return any(
        ideas.is_named_author(person, entry.idea)
        for entry in category.entries.all()
        if not entry.is_withdrawn and entry.screening != Screening.TURNED_DOWN
    )


def may_prepare(person: "Person", category: "Category") -> bool:
    """Compute and see results under embargo: marketing without an idea in the category."""
    return may_run_cycles(person) and not is_entrant(person, category)


def may_view_run(person: "Person", run: "Run") -> bool:
    """Twin: `RunQuerySet.visible_to`. Under embargo those who prepare; then marketing and executives."""
    if run.category.cycle.calendar.is_released:
        return person.is_active and (may_run_cycles(person) or person.holds(Role.EXECUTIVE))
    return may_prepare(person, run.category)


def may_view_result(person: "Person", result: "Result") -> bool:
    """Twin: `ResultQuerySet.visible_to`. With its run; and authors their own after the release."""
    if may_view_run(person, result.run) and may_view_entry(person, result.entry):
        return True
    released = result.run.category.cycle.calendar.is_released
    return person.is_active and released and ideas.is_author(person, result.entry.idea)


def may_view_winner(person: "Person", winner: "Winner") -> bool:
    """Twin: `WinnerQuerySet.visible_to`. After the release, whoever sees the entry."""
    return winner.category.cycle.calendar.is_released and may_view_entry(person, winner.entry)


def may_release(person: "Person", cycle: "Cycle") -> bool:
    """Marketing without an idea in any of its categories; two different ones must."""
    return may_run_cycles(person) and not any(
        is_entrant(person, category) for category in cycle.categories.all()
    )
