"""The only code that writes ballots."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from awards import notices, prepared, rules
from awards.models import Ballot, Category, Choice
from awards.stages import PhaseKind
from awards.workflow.locking import lock_category
from ideanet.activity import events
from ideanet.activity.stages import Reach
from ideanet.people.models import Person
from ideas.errors import OutOfDateError, RefusedError


@transaction.atomic
def cast(category: Category, ranking: Sequence[int], *, by: Person) -> Ballot:
    """Cast or change one's ballot: keys of entries, best first. Twice at once is one ballot."""
    category = _lock(category, by)
    if not ranking:
        raise RefusedError(_("Put at least one entry on your ballot."))
    if len(set(ranking)) != len(ranking):
        raise RefusedError(_("Each entry has one place on a ballot."))
    if not set(ranking) <= {entry.pk for entry in prepared.choices_for(by, category.pk)}:
        raise OutOfDateError(_("An entry was withdrawn meanwhile; look again."))
    ballot, is_new = Ballot.objects.get_or_create(category=category, person=by)
    if not is_new:
        ballot.choices.all().delete()
        Ballot.objects.filter(pk=ballot.pk).update(cast_at=Now())
    Choice.objects.bulk_create(
        Choice(ballot=ballot, entry_id=entry, rank=rank) for rank, entry in enumerate(ranking, start=1)
    )
    if is_new:
        events.record(notices.BALLOT, category.cycle, by=by, reach=Reach.NAMED, category=category.title)
    return ballot


@transaction.atomic
def take_back(category: Category, *, by: Person) -> None:
    """Vote for nothing; taking back what is not there changes nothing."""
    category = _lock(category, by)
    gone, _rows = Ballot.objects.filter(category=category, person=by).delete()
    if gone:
        events.record(notices.BALLOT_BACK, category.cycle, by=by, reach=Reach.NAMED, category=category.title)


def _lock(category: Category, by: Person) -> Category:
    category = lock_category(category)
    if not rules.has_ballot(by, category):
        raise PermissionDenied
    if category.cycle.calendar.open(PhaseKind.PEOPLE) is None:
        raise RefusedError(_("The people’s choice is not open now."))
    return category
