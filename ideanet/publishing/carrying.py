"""Brings a piece's pictures into a channel, each once, and takes back those that came in vain."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import structlog

from ideanet.publishing import media
from ideanet.publishing.media import Medium
from ideanet.publishing.models import Channel, SentPicture
from ideanet.publishing.picturing import Illustration
from ideanet.publishing.wordpress import ChannelError, Site

log = structlog.get_logger(__name__)


@contextmanager
def carried(site: Site, channel: Channel, pictures: Iterable[Illustration]) -> Iterator[dict[str, str]]:
    """The pictures' addresses there, by key, for a post that is written inside the block.

    If that fails for good, what was uploaded for it is taken away again. If it only has to wait, it stays
    and the next attempt finds it.
    """
    fresh: list[SentPicture] = []
    try:
        # In one order for all: two workers never wait for each other.
        yield {
            picture.key: _bring(site, channel, picture, fresh)
            for picture in sorted(pictures, key=lambda picture: picture.key)
        }
    except ChannelError as error:
        if error.is_lasting:
            _take_back(site, fresh)
        raise


def _bring(site: Site, channel: Channel, picture: Illustration, fresh: list[SentPicture]) -> str:
    row, _is_new = SentPicture.objects.get_or_create(channel=channel, picture=picture.picture)
    # Whoever else brings the same picture waits here, and then finds it.
    row = SentPicture.objects.select_for_update().get(pk=row.pk)
    known = Medium(row.remote_id, row.address) if row.remote_id is not None else None
    medium = media.find(site, picture, known=known)
    if medium is None:
        medium = media.add(site, picture)
        fresh.append(row)
    row.remote_id, row.address = medium.id, medium.address
    row.save(update_fields=["remote_id", "address"])
    return medium.address


def _take_back(site: Site, fresh: Iterable[SentPicture]) -> None:
    for row in fresh:
        try:
            media.remove(site, row.remote_id or 0)
        except ChannelError as error:
            # It stays remembered, so that the next sending uses it.
            log.warning("picture left on the site", picture=row.pk, why=str(error))
        else:
            row.remote_id, row.address = None, ""
            row.save(update_fields=["remote_id", "address"])
