"""What happens to a council's examples, as sentences. How somebody scored is told to nobody."""

from django.utils.translation import gettext_lazy as _

from ideanet.activity import kinds
from ideanet.activity.kinds import EventKind

ADDED = EventKind("calibration.added", _("%(actor)s added an example to %(topic)s"), in_feed=False)
RETIRED = EventKind("calibration.retired", _("%(actor)s took an example of %(topic)s out"), in_feed=False)
SCORED = EventKind("calibration.scored", _("%(actor)s scored an example of %(topic)s"), in_feed=False)

KINDS = (ADDED, RETIRED, SCORED)


def declare() -> None:
    """Called once, when the app is ready."""
    kinds.register(*KINDS)
