"""The only code that asks for deliveries: to a site by the outbox, or into a file at once."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from ideanet.activity import events
from ideanet.activity.stages import Reach
from ideanet.activity.tasks import hasten
from ideanet.people.models import Person
from ideanet.publishing import leaving, notices, rules, tasks
from ideanet.publishing.composing import compose
from ideanet.publishing.models import Channel, Delivery, Draft, Quote
from ideanet.publishing.packing import File, pack
from ideanet.publishing.stages import FILES, ChannelKind, DeliveryState, DraftState
from ideanet.publishing.workflow.drafting import lock
from ideas.errors import OutOfDateError, RefusedError


@transaction.atomic
def ask(draft: Draft, channel: Channel, *, by: Person) -> Delivery:
    """Owe the channel this version of the draft. Asking twice is asking once.

    Raises PermissionDenied, RefusedError with all that stands against it.
    """
    draft = lock(draft)
    if not rules.may_work_on(by, draft):
        raise PermissionDenied
    if not channel.is_active or channel.kind in FILES:
        raise RefusedError(_("Nothing can be sent to %(channel)s.") % {"channel": channel})
    if draft.state != DraftState.READY:
        raise RefusedError(_("Mark the draft as ready first."))
    if found := leaving.obstacles(draft):
        raise RefusedError(" ".join(found))
    # Read before it is locked: a row that is being sent stays locked while the other site thinks.
    delivery = Delivery.objects.filter(draft=draft, channel=channel).first()
    if delivery is None:
        delivery = Delivery(draft=draft, channel=channel)
    elif delivery.version == draft.version and delivery.state != DeliveryState.FAILED:
        return delivery
    elif delivery.state == DeliveryState.SENDING:
        raise RefusedError(_("An earlier version is being sent just now. Try again in some minutes."))
    else:
        delivery = Delivery.objects.select_for_update().get(pk=delivery.pk)
    _owe(delivery, draft, by)
    return delivery


def _owe(delivery: Delivery, draft: Draft, by: Person) -> None:
    delivery.version, delivery.asked_by, delivery.asked_at = draft.version, by, timezone.now()
    delivery.state, delivery.attempts, delivery.problem = DeliveryState.OWED, 0, ""
    delivery.not_before = Now()
    delivery.save()
    events.record(
        notices.DRAFT_ASKED_FOR,
        draft.idea,
        by=by,
        subject=delivery,
        reach=Reach.REVIEWERS,
        channel=delivery.channel.name,
        draft=draft.pk,
        version=draft.version,
    )
    transaction.on_commit(partial(hasten, tasks.send, delivery.pk))


@transaction.atomic
def try_again(delivery: Delivery, *, by: Person) -> None:
    """Owe now what failed or waits for its next attempt; what is being sent or was sent stays as it is."""
    if not rules.may_work_on(by, lock(delivery.draft)):
        raise PermissionDenied
    if not Delivery.objects.filter(
        pk=delivery.pk, state__in=[DeliveryState.FAILED, DeliveryState.OWED]
    ).update(state=DeliveryState.OWED, attempts=0, problem="", not_before=Now(), asked_by=by):
        raise OutOfDateError(_("There is nothing to try again: it was sent, or is being sent now."))
    transaction.on_commit(partial(hasten, tasks.send, delivery.pk))


@transaction.atomic
def export(draft: Draft, kind: ChannelKind, *, by: Person) -> File:
    """The draft as a file, under the same rules as a draft that is sent; what left is kept."""
    draft = lock(draft)
    if not rules.may_work_on(by, draft):
        raise PermissionDenied
    if draft.state not in {DraftState.READY, DraftState.LIVE}:
        raise RefusedError(_("Mark the draft as ready first."))
    quotes = list(Quote.objects.held().standing().filter(draft=draft))
    draft = Draft.objects.for_leaving().get(pk=draft.pk)
    if found := leaving.obstacles(draft):
        raise RefusedError(" ".join(found))
    file = pack(compose(draft), kind)
    _record(draft, Channel.objects.for_file(kind), file.record, by)
    Quote.objects.filter(pk__in=[quote.pk for quote in quotes], left_at=None).update(left_at=Now())
    return file


def _record(draft: Draft, channel: Channel, content: str, by: Person) -> None:
    delivery, _is_new = Delivery.objects.update_or_create(
        draft=draft,
        channel=channel,
        defaults={
            "version": draft.version,
            "sent_version": draft.version,
            "state": DeliveryState.SENT,
            "sent_at": timezone.now(),
            "asked_at": timezone.now(),
            "asked_by": by,
            "content": content,
        },
    )
    events.record(
        notices.DRAFT_EXPORTED,
        draft.idea,
        by=by,
        subject=delivery,
        reach=Reach.REVIEWERS,
        draft=draft.pk,
        version=draft.version,
        format=channel.kind,
    )
