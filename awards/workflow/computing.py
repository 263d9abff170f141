"""The only code that writes runs, results, winners and shortlists."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from awards import notices, rules
from awards.freezing import Frozen, freeze
from awards.methods.registry import METHODS
from awards.methods.standings import CannotDecideError, Standing
from awards.models import Category, Cycle, Entry, Phase, Release, Result, Run, Winner
from awards.stages import Channel, PhaseKind
from awards.workflow.locking import lock_category, lock_cycle
from ideanet.activity import events
from ideanet.activity.stages import Reach
from ideanet.people.models import Person
from ideas.errors import OutOfDateError, RefusedError


@transaction.atomic
def compute(category: Category, channel: Channel, *, by: Person) -> Run:
    """Freeze what was said and work the result out. The same inputs again return the run already made.

    A result under embargo that differs takes back the first signature given to the one before.
    """
    cycle = lock_cycle(category.cycle)
    category = lock_category(category)
    if not rules.may_prepare(by, category) or channel not in category.channels:
        raise PermissionDenied
    if (release := getattr(cycle, "release", None)) is not None and release.is_signed:
        raise OutOfDateError(_("The results are released: they stand."))
    phase = deciding_phase(category, channel)
    frozen = freeze(category, channel, phase)
    latest = Run.objects.filter(category=category, channel=channel, phase=phase).first()
    if latest is not None and latest.digest == frozen.digest:
        return latest
    run = _write(frozen, standings(frozen), by)
    if phase == last_phase(category, channel):
        _crown(run)
    Release.objects.filter(cycle=cycle).delete()
    events.record(notices.COMPUTED, cycle, by=by, subject=run, reach=Reach.NAMED)
    return run


def deciding_phase(category: Category, channel: str) -> Phase:
    """The last round that has closed, or the people's choice once it has. Raises RefusedError before."""
    calendar = category.cycle.calendar
    kind = PhaseKind.JUDGING if channel == Channel.JURY else PhaseKind.PEOPLE
    closed = [phase for phase in calendar.of(kind) if phase.closes_at <= calendar.now]
    if not closed:
        raise RefusedError(_("It is still open: results are computed from what stands at its close."))
    return closed[-1]


def last_phase(category: Category, channel: str) -> Phase | None:
    """The phase whose result decides who wins."""
    kind = PhaseKind.JUDGING if channel == Channel.JURY else PhaseKind.PEOPLE
    return next(reversed(category.cycle.calendar.of(kind)), None)


def standings(frozen: Frozen) -> list[Standing]:
    """What the method says. Raises RefusedError, with what to do about it, when it cannot say."""
    try:
        return METHODS[frozen.method].compute(frozen.inputs, frozen.parameters)
    except CannotDecideError as error:
        raise RefusedError(_WHY_NOT[str(error)]()) from error


_WHY_NOT = {
    "unscored": lambda: _(
        "An entry has no score yet. Give its judges more time, or appoint one who has no conflict with it."
    ),
    "disconnected": lambda: _(
        "Some entries share no judge with the others, directly or by a chain of judges, so nothing compares "
        "them. Appoint a judge who sits on both panels and give them time to score."
    ),
    "no ballots": lambda: _("Nobody voted, so the people chose nothing."),
}


def _write(frozen: Frozen, found: list[Standing], by: Person) -> Run:
    run = Run.objects.create(
        category=frozen.category,
        channel=frozen.channel,
        phase=frozen.phase,
        method=frozen.method,
        method_version=METHODS[frozen.method].version,
        parameters=frozen.parameters,
        inputs=frozen.inputs,
        digest=frozen.digest,
        by=by,
    )
    Result.objects.bulk_create(
        Result(run=run, entry_id=s.entry, rank=s.rank, score=s.score, working=s.working) for s in found
    )
    return run


def _crown(run: Run) -> None:
    """Name the winners; what was written about those who stay is kept."""
    category = run.category
    before = Winner.objects.filter(category=category, channel=run.channel)
    citations = dict(before.values_list("entry", "citation"))
    before.delete()
    prize = category.prize if run.channel == Channel.JURY else category.people_prize
    Winner.objects.bulk_create(
        Winner(
            category=category,
            channel=run.channel,
            result=result,
            entry_id=result.entry_id,
            place=result.rank,
            prize=prize if result.rank == 1 else "",
            citation=citations.get(result.entry_id, ""),
        )
        for result in run.results.filter(rank__lte=category.places(run.channel))
    )


@transaction.atomic
def shortlist(run: Run, size: int, *, by: Person) -> int:
    """Send the first `size` of a round to the next one, ties at the end included. Returns how many went."""
    category = lock_category(run.category)
    if not rules.may_prepare(by, category) or run.channel != Channel.JURY:
        raise PermissionDenied
    number = run.phase.number
    following = [p for p in category.cycle.calendar.of(PhaseKind.JUDGING) if p.number == number + 1]
    if not following:
        raise RefusedError(_("No round follows this one."))
    if following[0].opens_at <= category.cycle.calendar.now and _is_scored(category, following[0]):
        raise RefusedError(_("The next round has begun and its judges have handed in scores."))
    entries = Entry.objects.competing().filter(category=category, round_reached__gte=number)
    chosen = entries.filter(results__run=run, results__rank__lte=size)
    entries.exclude(pk__in=chosen.values("pk")).update(round_reached=number)
    count = chosen.update(round_reached=number + 1)
    events.record(notices.SHORTLISTED, category.cycle, by=by, subject=run, reach=Reach.NAMED)
    return count


def _is_scored(category: Category, phase: Phase) -> bool:
    return phase.sheets.submitted().filter(entry__category=category).exists()


@transaction.atomic
def cite(winner: Winner, citation: str, *, by: Person) -> None:
    """Say why it won, before the release."""
    cycle: Cycle = lock_cycle(winner.category.cycle)
    if not rules.may_prepare(by, winner.category):
        raise PermissionDenied
    if cycle.calendar.is_released:
        raise OutOfDateError(_("The winners are announced: what was said of them stands."))
    Winner.objects.filter(pk=winner.pk).update(citation=citation)
