"""What happens to goals and credits, as sentences about a person, and who is told."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from ideanet.activity import kinds, reasons
from ideanet.activity.kinds import EventKind, Telling
from ideanet.activity.models import Event


def the_other_side(event: Event) -> Iterable[Telling]:
    """Whoever is to answer, or was answered."""
    key = event.data.get("person_id")
    return [Telling(key, "goal")] if key else []


def the_credited(event: Event) -> Iterable[Telling]:
    return [Telling(event.topic_id, "yours")]


GOAL_PROPOSED = EventKind(
    "goal.proposed",
    _("%(actor)s proposes a goal of %(target)s credits in %(year)s for %(topic)s"),
    tell=the_other_side,
    in_feed=False,
)
GOAL_AGREED = EventKind(
    "goal.agreed",
    _("%(actor)s agrees to the goal of %(target)s credits in %(year)s for %(topic)s"),
    tell=the_other_side,
    in_feed=False,
)
CREDIT_CORRECTED = EventKind(
    "credit.corrected",
    _("%(actor)s corrected a credit of %(topic)s by %(amount)s: %(reason)s"),
    tell=the_credited,
    in_feed=False,
)


def declare() -> None:
    """Called once, when the app is ready."""
    kinds.register(GOAL_PROPOSED, GOAL_AGREED, CREDIT_CORRECTED)
    reasons.register(goal=_("it is about a goal you share"))
