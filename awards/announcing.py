"""What follows from a release, exactly once: winners are told, entrants get their feedback."""

from django.db import transaction
from django.db.models.functions import Now

from awards import notices
from awards.models import Cycle, Entry, Release, Winner
from awards.stages import Screening
from ideanet.activity import events
from ideanet.activity.stages import Reach


@transaction.atomic
def announce(cycle_pk: int) -> bool:
    """Record who won, if the results are out and nobody was told; True if this call did it."""
    due = Cycle.objects.owing_the_news().filter(pk=cycle_pk).values("pk")
    release = (
        Release.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("cycle")
        .filter(cycle__in=due)
        .first()
    )
    if release is None:
        return False
    cycle = release.cycle
    won = list(Winner.objects.filter(category__cycle=cycle).select_related("category", "entry__idea"))
    for winner in won:
        _tell_of(winner, cycle)
    others = Entry.objects.standing().filter(category__cycle=cycle, screening=Screening.ADMITTED)
    for entry in others.exclude(pk__in=[winner.entry_id for winner in won]).select_related(
        "idea", "category"
    ):
        events.record(
            notices.FEEDBACK,
            entry.idea,
            by=None,
            subject=entry,
            reach=Reach.NAMED,
            cycle=cycle.title,
            category=entry.category.title,
        )
    events.record(notices.RELEASED, cycle, by=None, reach=notices.reach_of(cycle))
    Release.objects.filter(pk=release.pk).update(told_at=Now())
    return True


def _tell_of(winner: Winner, cycle: Cycle) -> None:
    """One event for each winning entry: the credit ledger reads it."""
    events.record(
        notices.WON,
        winner.entry.idea,
        by=None,
        subject=winner,
        reach=notices.reach_of(cycle),
        cycle=cycle.title,
        cycle_id=cycle.pk,
        category=winner.category.title,
        category_id=winner.category_id,
        channel=winner.channel,
        place=winner.place,
        prize=winner.prize,
        entry_id=winner.entry_id,
    )
