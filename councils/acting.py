"""When those who act for an absent chair begin and end: the only code that notices, each once."""

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from councils import absence_notices
from councils.models import Absence
from ideanet.activity import events
from ideanet.activity.stages import Reach


def notice_all() -> int:
    """How many began or ended. Running it twice, or at once, notices nothing twice."""
    acting = Absence.objects.filter(acting__isnull=False).select_related("seat__council")
    begun = acting.now().filter(opened_at=None)
    over = acting.filter(_over(), opened_at__isnull=False, closed_at=None)
    return sum(begin(a) for a in begun) + sum(finish(a) for a in over)


@transaction.atomic
def begin(absence: Absence) -> bool:
    """The acting chair reads what chairs read, as follows from the event; False before it is time, or again."""
    if not Absence.objects.now().filter(pk=absence.pk, opened_at=None).update(opened_at=Now()):
        return False
    events.record(
        absence_notices.ACTING_BEGAN, absence.seat.council, by=None, subject=absence, reach=Reach.NAMED
    )
    return True


@transaction.atomic
def finish(absence: Absence) -> bool:
    """That is taken back; False where it never began, goes on, or again."""
    open_ones = Absence.objects.filter(_over(), pk=absence.pk, opened_at__isnull=False, closed_at=None)
    if not open_ones.update(closed_at=Now()):
        return False
    events.record(
        absence_notices.ACTING_OVER, absence.seat.council, by=None, subject=absence, reach=Reach.NAMED
    )
    return True


def _over() -> Q:
    return Q(ends_at__lt=Now()) | Q(ended_at__isnull=False)
