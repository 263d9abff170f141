"""The only code that takes a nomination back, for whoever made it."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from councils import nomination_notices
from councils.models import Nomination, Nominator
from councils.workflow import nominating
from councils.workflow.locking import lock_council
from ideanet.activity import events
from ideanet.activity.stages import Reach
from ideanet.people.models import Person
from ideas.errors import OutOfDateError


@transaction.atomic
def withdraw(nominator: Nominator, *, by: Person) -> None:
    """Take one's own words back; a second time changes nothing.

    With the last of them the nomination is closed, unless somebody holds an invitation through it: then nobody
    else in line is asked, and the rest is the council's. The nominator cannot tell the one from the other.
    """
    council = lock_council(nominator.nomination.council)
    own = Nominator.objects.select_related("nomination").get(pk=nominator.pk)
    if own.person_id != by.pk or not by.is_active:
        raise PermissionDenied
    if own.withdrawn_at is not None:
        return
    nomination = own.nomination
    if not nomination.is_open:
        raise OutOfDateError(_("The council has answered this nomination already."))
    Nominator.objects.filter(pk=own.pk).update(withdrawn_at=Now())
    _let_go(nomination, by)
    events.record(nomination_notices.WITHDRAWN, council, by=by, subject=nomination, reach=Reach.NAMED)


def _let_go(nomination: Nomination, by: Person) -> None:
    if nomination.nominators.standing().exists():
        return
    ours = Nomination.objects.filter(pk=nomination.pk)
    if nominating.standing_invitation(nomination) is not None:
        ours.update(offers_next=False)
    else:
        ours.update(closed_at=Now(), closed_by=by, is_withdrawn=True)
