"""The only code that writes releases: two different people sign the same results."""

import hashlib
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from awards import announcing, notices, rules
from awards.models import Category, Cycle, Release, Run
from awards.stages import Channel
from awards.workflow.computing import last_phase
from awards.workflow.locking import lock_cycle
from ideanet.activity import events
from ideanet.activity.stages import Reach
from ideanet.people.models import Person
from ideas.errors import OutOfDateError, RefusedError


@dataclass(frozen=True)
class Contest:
    """One category and channel, with the run that says who wins; none yet, or nobody took part."""

    category: Category
    channel: Channel
    run: Run | None
    is_empty: bool

    @property
    def is_settled(self) -> bool:
        return self.run is not None or self.is_empty


def contests(cycle: Cycle) -> list[Contest]:
    """All that has to be decided in the cycle, in the order of its categories."""
    categories = Category.objects.filter(cycle=cycle).with_progress().with_ballots().timed()
    runs = {
        (run.category_id, run.channel, run.phase_id): run
        for run in Run.objects.filter(category__cycle=cycle).select_related("phase", "by").latest()
    }
    found = []
    for category in categories:
        for channel in category.channels:
            phase = last_phase(category, channel)
            run = runs.get((category.pk, channel, phase.pk)) if phase else None
            nobody = not category.competing_count or (channel == Channel.PEOPLE and not category.ballot_count)
            found.append(Contest(category, channel, run, nobody))
    return found


def digest(found: list[Contest]) -> str:
    """SHA-256, in hexadecimal, of the runs that a signature stands under."""
    said = "\n".join(contest.run.digest for contest in found if contest.run is not None)
    return hashlib.sha256(said.encode()).hexdigest()


@transaction.atomic
def sign(cycle: Cycle, *, by: Person, read_digest: str) -> Release:
    """Sign the results as read. The second signature, of another person, releases them.

    Raises OutOfDateError when the results are others by now; RefusedError when something is undecided
    or it is the same person's second signature.
    """
    cycle = lock_cycle(cycle)
    if not rules.may_release(by, _with_entrants(cycle)):
        raise PermissionDenied
    found = contests(cycle)
    release = getattr(cycle, "release", None)
    if release is not None and release.is_signed:
        raise OutOfDateError(_("The results are signed by two people already."))
    _check_ready(cycle, found)
    if digest(found) != read_digest:
        raise OutOfDateError(_("The results were computed again since you looked at them."))
    if release is not None and release.first_by_id == by.pk:
        raise RefusedError(_("You have signed. Now another person must."))
    if release is None:
        release = Release.objects.create(cycle=cycle, digest=read_digest, first_by=by)
    else:
        Release.objects.filter(pk=release.pk).update(second_by=by, second_at=Now())
    events.record(notices.SIGNED, cycle, by=by, reach=Reach.NAMED)
    announcing.announce(cycle.pk)
    return Release.objects.get(pk=release.pk)


@transaction.atomic
def take_back(cycle: Cycle, *, by: Person) -> None:
    """Withdraw one's signature while the results are not out."""
    cycle = lock_cycle(cycle)
    release = getattr(cycle, "release", None)
    if release is None or by.pk not in (release.first_by_id, release.second_by_id):
        raise PermissionDenied
    if cycle.calendar.is_released:
        raise OutOfDateError(_("The results are out."))
    if release.second_by_id is None:
        release.delete()
    else:
        kept = (
            {"first_by": release.second_by, "first_at": release.second_at}
            if release.first_by_id == by.pk
            else {}
        )
        Release.objects.filter(pk=release.pk).update(second_by=None, second_at=None, **kept)
    events.record(notices.UNSIGNED, cycle, by=by, reach=Reach.NAMED)


def _check_ready(cycle: Cycle, found: list[Contest]) -> None:
    if not cycle.calendar.is_decided:
        raise RefusedError(_("Not every phase has closed."))
    open_ones = [str(contest.category) for contest in found if not contest.is_settled]
    if open_ones:
        raise RefusedError(
            _("Compute the results of: %(categories)s.") % {"categories": ", ".join(open_ones)}
        )


def _with_entrants(cycle: Cycle) -> Cycle:
    """The cycle with what `rules.may_release` asks."""
    return Cycle.objects.prefetch_related("categories__entries__idea__authorships").get(pk=cycle.pk)
