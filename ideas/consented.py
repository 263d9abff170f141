"""What happens to proposals to merge, as sentences, and who is told. No sentence names the other idea."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from ideanet.activity import groups, kinds, reasons
from ideanet.activity.kinds import EventKind, Telling
from ideanet.activity.models import Event
from ideanet.activity.stages import Group
from ideas.models import MergeProposal
from ideas.querysets.merge_proposals import answerers


def the_asked(event: Event) -> Iterable[Telling]:
    """The authors of the idea who may see the other one, too."""
    proposal = MergeProposal.objects.for_page().get(pk=event.subject_id)  # type: ignore[misc]  # such an event has its proposal
    return [Telling(person.pk, "consent") for person in answerers(proposal.asked, proposal.asking)]


def the_asker(event: Event) -> Iterable[Telling]:
    return [Telling(event.data["person_id"], "proposed")]


PROPOSED = EventKind(
    "merge.proposed", _("%(actor)s asks whether %(topic)s and another idea may become one"), tell=the_asked
)
ACCEPTED = EventKind(
    "merge.accepted", _("%(actor)s agreed that %(topic)s and another idea are one"), tell=the_asker
)
DECLINED = EventKind(
    "merge.declined",
    _("%(actor)s would not have %(topic)s and another idea merged: %(reason)s"),
    tell=the_asker,
)
LAPSED = EventKind(
    "merge.lapsed",
    _("Nobody answered in time whether %(topic)s and another idea may become one"),
    tell=the_asker,
)
WITHDRAWN = EventKind(
    "merge.withdrawn", _("%(actor)s no longer asks to merge %(topic)s and another idea"), in_feed=False
)


def declare() -> None:
    """Called once, when the app is ready."""
    kinds.register(PROPOSED, ACCEPTED, DECLINED, LAPSED, WITHDRAWN)
    groups.register(Group.ASKED, "consent")
    groups.register(Group.OWN, "proposed")
    reasons.register(consent=_("your consent is asked"), proposed=_("you asked for it"))
