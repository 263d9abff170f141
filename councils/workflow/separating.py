"""The only code that says which members should not meet on a review."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from councils import notices, rules
from councils.models import Council, Separation
from councils.workflow.locking import lock_council
from ideanet.activity import events
from ideanet.activity.stages import Reach
from ideanet.people.models import Person
from ideas.errors import RefusedError


@transaction.atomic
def separate(council: Council, one: Person, other: Person, *, by: Person, reason: str) -> Separation:
    """Never put these two on one review again; reviews under way stay as they are. Twice is once."""
    council = lock_council(council)
    if not rules.chairs(by, council):
        raise PermissionDenied
    if one == other:
        raise RefusedError(_("Name two different members."))
    for person in (one, other):
        if not rules.sits(person, council):
            raise RefusedError(_("%(name)s does not sit on this council.") % {"name": person.name})
    first, second = sorted((one, other), key=lambda person: person.pk)
    separation, is_new = Separation.objects.get_or_create(
        council=council, one=first, other=second, defaults={"reason": reason, "made_by": by}
    )
    if is_new:
        events.record(notices.SEPARATED, council, by=by, reach=Reach.NAMED)
    return separation


@transaction.atomic
def rejoin(separation: Separation, *, by: Person) -> None:
    council = lock_council(separation.council)
    if not rules.chairs(by, council):
        raise PermissionDenied
    gone, _rows = Separation.objects.filter(pk=separation.pk).delete()
    if gone:
        events.record(notices.REJOINED, council, by=by, reach=Reach.NAMED)
