"""Sends what the outbox owes: claims a delivery, asks once more whether it may leave, sends it, says so."""

from datetime import timedelta
from typing import Final

import structlog
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from ideanet.activity import events
from ideanet.activity.stages import Reach
from ideanet.publishing import exporting, leaving, notices, sealing, wordpress
from ideanet.publishing.carrying import carried
from ideanet.publishing.composing import compose
from ideanet.publishing.models import Channel, Delivery, Draft, Quote
from ideanet.publishing.stages import DeliveryState, DraftState
from ideanet.publishing.wordpress import ChannelError, Post, Remote, Site

log = structlog.get_logger(__name__)

# How long we wait after each failed attempt; after the last one a person has to ask again.
WAITS: Final = [timedelta(minutes=minutes) for minutes in (2, 5, 15, 60, 240)]
# For those that end without a word, as when a worker is killed each time.
MOST_ATTEMPTS: Final = 10


def send(delivery_pk: int) -> bool:
    """Send one delivery if it is owed; True if this call sent it."""
    if not _claim(delivery_pk):
        return False
    with transaction.atomic():
        # Held until the answer is in the database: no second worker sends beside us, however slow we are.
        delivery = (
            Delivery.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("channel", "asked_by")
            .filter(pk=delivery_pk, state=DeliveryState.SENDING)
            .first()
        )
        if delivery is None:
            return False
        try:
            _send(delivery)
        except ChannelError as error:
            _put_down(delivery, str(error), is_lasting=error.is_lasting)
            return False
    return True


@transaction.atomic
def _claim(delivery_pk: int) -> bool:
    """Take the delivery for this worker; False when it is not owed or another worker has it."""
    delivery = Delivery.objects.owed().select_for_update(skip_locked=True).filter(pk=delivery_pk).first()
    if delivery is None:
        return False
    Delivery.objects.filter(pk=delivery_pk).update(
        state=DeliveryState.SENDING, claimed_at=Now(), attempts=F("attempts") + 1
    )
    return True


def _send(delivery: Delivery) -> None:
    if delivery.attempts > MOST_ATTEMPTS:
        raise ChannelError(_("It was tried too often. Look on the site whether it arrived, then try again."))
    draft = _let_out(delivery)
    piece = compose(draft)
    mark = f"ideanet:{delivery.key.hex}:v{draft.version};"
    post = Post(delivery.key, piece.title, piece.standfirst, mark)
    known = Remote(delivery.remote_id, delivery.remote_changed) if delivery.remote_id else None
    site = open_site(delivery.channel)
    found = wordpress.look(site, post, known=known)
    with carried(site, delivery.channel, piece.pictures) as addresses:
        content = exporting.to_post(piece, mark=mark, addresses=addresses)
        if piece.pictures:
            # They took their time, in which somebody may have begun to work on the post there.
            found = wordpress.look(site, post, known=known)
        remote = wordpress.put(site, post, content, found)
    _record(delivery, draft, content, remote)


def _let_out(delivery: Delivery) -> Draft:
    """The draft, if it may leave now. ChannelError if it may not: nothing has been sent then."""
    list(Quote.objects.held().filter(draft=delivery.draft_id))
    draft = Draft.objects.for_leaving().get(pk=delivery.draft_id)
    if draft.version != delivery.version or draft.state != DraftState.READY:
        raise ChannelError(_("The draft has changed since you asked. Mark it as ready and send it again."))
    if not delivery.channel.is_active:
        raise ChannelError(_("The channel was closed. Choose another one."))
    if found := leaving.obstacles(draft):
        raise ChannelError(_("It may not leave: %(why)s") % {"why": " ".join(found)})
    return draft


def open_site(channel: Channel) -> Site:
    """How to reach the channel. ChannelError if its password was sealed with a lost key."""
    try:
        return Site(channel.address, channel.user, sealing.unseal(channel.sealed_password))
    except sealing.SealError as error:
        raise ChannelError(
            _("The application password can no longer be read. Enter it again on the channel’s page.")
        ) from error


def _record(delivery: Delivery, draft: Draft, content: str, remote: Remote) -> None:
    Delivery.objects.filter(pk=delivery.pk).update(
        state=DeliveryState.SENT,
        sent_at=Now(),
        sent_version=draft.version,
        content=content,
        problem="",
        remote_id=remote.id,
        remote_changed=remote.changed,
    )
    Quote.objects.standing().filter(draft=draft, left_at=None).update(left_at=Now())
    events.record(
        notices.DRAFT_SENT,
        draft.idea,
        by=delivery.asked_by,
        subject=delivery,
        reach=Reach.REVIEWERS,
        channel=delivery.channel.name,
        draft=draft.pk,
        version=draft.version,
    )


def _put_down(delivery: Delivery, problem: str, *, is_lasting: bool) -> None:
    """Keep what went wrong; try again later by ourselves, or tell the one who asked."""
    tries = delivery.attempts
    log.warning("draft not sent", delivery=delivery.pk, attempts=tries, lasting=is_lasting)
    if not is_lasting and tries <= len(WAITS):
        Delivery.objects.filter(pk=delivery.pk).update(
            state=DeliveryState.OWED, problem=problem, not_before=Now() + WAITS[tries - 1]
        )
        return
    Delivery.objects.filter(pk=delivery.pk).update(state=DeliveryState.FAILED, problem=problem)
    events.record(
        notices.DRAFT_NOT_SENT,
        Draft.objects.select_related("idea").get(pk=delivery.draft_id).idea,
        by=None,
        subject=delivery,
        reach=Reach.NAMED,
        channel=delivery.channel.name,
        draft=delivery.draft_id,
    )
