"""Channels as Atom (RFC 4287)."""

import re
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from ideanet.activity.outlets import Channel, Entry

# What XML 1.0 cannot hold.
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NEVER: Final = datetime(2000, 1, 1, tzinfo=UTC)


def write(channel: Channel) -> bytes:
    """The feed's own address is left out of it, as it is a secret."""
    feed = _Feed(
        title=_clean(channel.title),
        link=_whole(channel.path),
        description="",
        language=settings.LANGUAGE_CODE,
        feed_guid=_tag(channel.name),
    )
    for entry in channel.entries:
        _add(feed, entry)
    return feed.writeString("utf-8").encode()


class _Feed(Atom1Feed):
    def latest_post_date(self) -> datetime:
        """An empty feed says the same each time it is asked."""
        return super().latest_post_date() if self.items else _NEVER


def _add(feed: Atom1Feed, entry: Entry) -> None:
    feed.add_item(
        title=_clean(entry.title),
        link=_whole(entry.path),
        # Readers take a summary for HTML.
        description=escape(_clean(entry.text)),
        unique_id=_tag(entry.name),
        pubdate=entry.at,
        updateddate=entry.changed_at or entry.at,
        author_name=_clean(", ".join(entry.authors)) or None,
    )


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("", text)


def _whole(path: str) -> str:
    return f"{settings.SITE_ADDRESS}{path}"


def _tag(name: str) -> str:
    """RFC 4151."""
    return f"tag:{urlsplit(settings.SITE_ADDRESS).hostname},2026:{name}"
