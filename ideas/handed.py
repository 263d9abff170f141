"""What happens when ideas change hands, as sentences, and who is told."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from ideanet.activity import kinds
from ideanet.activity.kinds import EventKind, Telling
from ideanet.activity.models import Event
from ideas.told import followers, the_invited


def the_giver_and_followers(event: Event) -> Iterable[Telling]:
    """Whoever handed it over, who may be no author any more, and those who follow the idea."""
    found = {telling.person_id: telling for telling in followers(event)}
    found[event.data["giver_id"]] = Telling(event.data["giver_id"], "handed")
    return found.values()


def the_giver(event: Event) -> Iterable[Telling]:
    return [Telling(event.data["person_id"], "handed")]


OFFERED = EventKind("handover.offered", _("%(actor)s asks you to take over %(topic)s"), tell=the_invited)
OFFERED_ON_BEHALF = EventKind(
    "handover.drafted",
    _("%(actor)s drafted %(topic)s on your behalf and asks you to confirm it"),
    tell=the_invited,
)
# Who wrote for whom is the company's to know; the byline is everyone's.
ACCEPTED = EventKind(
    "handover.accepted",
    _("%(actor)s took over %(topic)s from %(giver)s"),
    tell=the_giver_and_followers,
)
CONFIRMED = EventKind(
    "handover.confirmed",
    _("%(actor)s confirmed %(topic)s, which %(giver)s drafted on their behalf"),
    tell=the_giver_and_followers,
)
DECLINED = EventKind(
    "handover.declined", _("%(actor)s declined to take over %(topic)s: %(reason)s"), tell=the_giver
)
WITHDRAWN = EventKind(
    "handover.withdrawn", _("%(actor)s took back the offer to take over %(topic)s"), in_feed=False
)


def declare() -> None:
    """Called once, when the app is ready."""
    from ideanet.activity import reasons

    kinds.register(OFFERED, OFFERED_ON_BEHALF, ACCEPTED, CONFIRMED, DECLINED, WITHDRAWN)
    reasons.register(handed=_("you handed it over"))
