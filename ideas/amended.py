"""What happens to amendments, as sentences, and who is told."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from ideanet.activity import kinds, reasons
from ideanet.activity.kinds import EventKind, Telling
from ideanet.activity.models import Event
from ideas.models import Amendment, Authorship


def the_authors(event: Event) -> Iterable[Telling]:
    authors = Authorship.objects.filter(idea=event.topic_id, accepted_at__isnull=False)
    return [Telling(key, "author") for key in authors.values_list("person_id", flat=True)]


def the_proposer(event: Event) -> Iterable[Telling]:
    amendment = Amendment.objects.only("proposer_id").get(pk=event.subject_id)  # type: ignore[misc]  # such an event has its amendment
    return [Telling(amendment.proposer_id, "amended")]


PROPOSED = EventKind(
    "amendment.proposed", _("%(actor)s suggested an amendment to %(topic)s"), tell=the_authors
)
# Rooms above give credit for these two: the subject is the amendment, and it knows its proposer.
ACCEPTED = EventKind(
    "amendment.accepted",
    _("%(actor)s accepted an amendment to %(topic)s, in revision %(number)s"),
    tell=the_proposer,
)
ADAPTED = EventKind(
    "amendment.adapted",
    _("%(actor)s adapted an amendment to %(topic)s, in revision %(number)s"),
    tell=the_proposer,
)
DECLINED = EventKind(
    "amendment.declined",
    _("%(actor)s declined an amendment to %(topic)s: %(reason)s"),
    tell=the_proposer,
)
WITHDRAWN = EventKind(
    "amendment.withdrawn", _("%(actor)s took back an amendment to %(topic)s"), in_feed=False
)


def declare() -> None:
    """Called once, when the app is ready."""
    kinds.register(PROPOSED, ACCEPTED, ADAPTED, DECLINED, WITHDRAWN)
    reasons.register(amended=_("you suggested it"))
