"""What happens to drafts, as sentences about their ideas, and who is told."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from ideanet.activity import kinds, reasons
from ideanet.activity.kinds import EventKind, Telling
from ideanet.activity.models import Event
from ideanet.publishing.models import Channel, Delivery, Draft, Quote
from ideas.models import Authorship
from ideas.told import followers


def the_authors(event: Event) -> Iterable[Telling]:
    """Those whose names it carries."""
    authors = Authorship.objects.filter(idea=event.topic_id, accepted_at__isnull=False)
    return [Telling(key, "author", mail=False) for key in authors.values_list("person_id", flat=True)]


def the_quoted(event: Event) -> Iterable[Telling]:
    """The one whose words are in the draft: they may still take them back."""
    speakers = Quote.objects.filter(pk=event.subject_id or 0).values_list("comment__author_id", flat=True)
    return [Telling(key, "quoted") for key in speakers]


def the_maker(event: Event) -> Iterable[Telling]:
    """The one who works on the draft."""
    makers = Draft.objects.filter(quotes=event.subject_id).values_list("made_by_id", flat=True)
    return [Telling(key, "draft") for key in makers]


def the_sender(event: Event) -> Iterable[Telling]:
    """The one who asked for it to be sent."""
    senders = Delivery.objects.filter(pk=event.subject_id or 0).values_list("asked_by_id", flat=True)
    return [Telling(key, "draft") for key in senders]


DRAFT_MADE = EventKind("draft.made", _("%(actor)s began a draft of %(topic)s"), tell=the_authors)
DRAFT_EDITED = EventKind(
    "draft.edited", _("%(actor)s saved version %(version)s of a draft of %(topic)s"), in_feed=False
)
DRAFT_MOVED = EventKind(
    "draft.moved", _("%(actor)s moved a draft of %(topic)s on"), tell=the_authors, in_feed=False
)
DRAFT_EXPORTED = EventKind(
    "draft.exported", _("%(actor)s took a draft of %(topic)s as a file"), in_feed=False
)
DRAFT_ASKED_FOR = EventKind(
    "draft.asked_for", _("%(actor)s asked for a draft of %(topic)s to be sent"), in_feed=False
)
DRAFT_SENT = EventKind("draft.sent", _("A draft of %(topic)s was sent to %(channel)s"), tell=the_authors)
DRAFT_NOT_SENT = EventKind(
    "draft.not_sent", _("A draft of %(topic)s could not be sent to %(channel)s"), tell=the_sender
)
DRAFT_LIVE = EventKind(
    "draft.live", _("%(topic)s is out in the world: %(url)s"), milestone=True, tell=followers
)
CHANNEL_SAVED = EventKind("channel.saved", _("%(actor)s set up the channel %(topic)s"), in_feed=False)
QUOTED = EventKind("quote.chosen", _("%(actor)s quotes you in a draft of %(topic)s"), tell=the_quoted)
QUOTE_TAKEN_BACK = EventKind(
    "quote.taken_back", _("%(actor)s took a quote back from a draft of %(topic)s"), tell=the_maker
)


def declare() -> None:
    """Called once, when the app is ready."""
    kinds.register(
        DRAFT_MADE,
        DRAFT_EDITED,
        DRAFT_MOVED,
        DRAFT_EXPORTED,
        DRAFT_ASKED_FOR,
        DRAFT_SENT,
        DRAFT_NOT_SENT,
        DRAFT_LIVE,
        CHANNEL_SAVED,
        QUOTED,
        QUOTE_TAKEN_BACK,
    )
    kinds.register_topic(Channel, Channel.objects.visible_to, followable=False)
    reasons.register(quoted=_("your words are quoted"), draft=_("you work on the draft"))
