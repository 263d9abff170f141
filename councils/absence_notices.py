"""What happens when members are away, as sentences, and who is told. The reason stays with the chairs."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from councils.notices import chairs, chairs_of_council
from ideanet.activity import kinds
from ideanet.activity.kinds import EventKind, Telling
from ideanet.activity.models import Event


def the_acting(event: Event) -> Iterable[Telling]:
    return [Telling(event.data["person_id"], "chair")]


AWAY = EventKind(
    "absence.stated",
    _("%(actor)s is away from %(topic)s: %(days)s"),
    tell=chairs_of_council,
    in_feed=False,
)
BACK = EventKind(
    "absence.ended",
    _("%(actor)s is not away from %(topic)s after all"),
    tell=chairs_of_council,
    in_feed=False,
)
ACTING = EventKind(
    "absence.acting_named",
    _("You act as chair of %(topic)s for %(actor)s: %(days)s"),
    tell=the_acting,
    in_feed=False,
)
ACTING_NO_MORE = EventKind(
    "absence.acting_ended",
    _("%(actor)s needs you as acting chair of %(topic)s no longer"),
    tell=the_acting,
    in_feed=False,
)
ACTING_BEGAN = EventKind("absence.acting_began", _("Somebody acts as chair of %(topic)s now"), in_feed=False)
ACTING_OVER = EventKind(
    "absence.acting_over", _("Nobody acts as chair of %(topic)s for another any longer"), in_feed=False
)
HANDED_ON = EventKind(
    "review.handed_on", _("A review of %(topic)s was handed on, as its member is away"), tell=chairs
)

KINDS = (AWAY, BACK, ACTING, ACTING_NO_MORE, ACTING_BEGAN, ACTING_OVER, HANDED_ON)


def declare() -> None:
    """Called once, when the app is ready."""
    kinds.register(*KINDS)
