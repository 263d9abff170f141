"""What activity keeps: events, follows, notices, and how each person wants to hear of them."""

from ideanet.activity.models.addresses import Address
from ideanet.activity.models.digests import Digest
from ideanet.activity.models.events import Event, Follow, Notice
from ideanet.activity.models.seals import EventSeal
from ideanet.activity.models.wishes import Rhythm, Wish

__all__ = ["Address", "Digest", "Event", "EventSeal", "Follow", "Notice", "Rhythm", "Wish"]
