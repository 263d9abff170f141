"""Mail for notices: permission is asked again at the moment of sending."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Model
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone, translation

from ideanet.activity import kinds, reasons, recalling
from ideanet.activity.envelopes import Envelope, address_of, is_taken, way_out_by
from ideanet.activity.groups import group_of
from ideanet.activity.models import Event, Notice
from ideanet.activity.mornings import zone_of
from ideanet.activity.sentences import sentence_of
from ideanet.activity.unsubscribing import token_for


@transaction.atomic
def send(notice_pk: int) -> bool:
    """Mail one notice; True if this call sent it.

    The row is locked while the mail goes out; a crash in between sends it again with the same
    Message-ID, which mail programs show once.
    """
    notice = (
        Notice.objects.mail_owed()
        .select_for_update(skip_locked=True, of=("self",))
        .select_related("event", "event__actor__organisation", "person__organisation")
        .filter(pk=notice_pk)
        .first()
    )
    if notice is None:
        return False
    topic = topic_for(notice)
    if topic is None or not is_taken(message_for(notice, topic)):
        Notice.objects.filter(pk=notice.pk).update(mail_dropped_at=Now())
        return False
    Notice.objects.filter(pk=notice.pk).update(mailed_at=Now())
    return True


def topic_for(notice: Notice) -> Model | None:
    """The topic, if the person may still see it, learn of the event, and wants mails now; None if it was taken back."""
    event, person = notice.event, notice.person
    if not person.is_active or not person.mails_wanted:
        return None
    if not Event.objects.reaching_by_name(person).filter(pk=event.pk).exists() or recalling.recalled([event]):
        return None
    return kinds.topics_visible_to(person, event.topic_type, [event.topic_id]).get(event.topic_id)


def message_for(notice: Notice, topic: Model) -> EmailMultiAlternatives:
    """The thread is the topic, so that mail programs keep together what happened to one idea."""
    event, person = notice.event, notice.person
    with translation.override(settings.LANGUAGE_CODE), timezone.override(zone_of(person.time_zone)):
        sentence = sentence_of(event, topic, person)
        group = group_of(notice.why, milestone=kinds.get_kind(event).milestone)
        envelope = Envelope(
            to=person.email,
            # What happened where it happened to oneself; else the topic, which all of a thread have in common.
            subject=sentence if topic == person else str(topic),
            name=f"notice.{notice.pk}",
            thread=f"{event.topic_type}.{event.topic_id}",
            list_name=group.value,
            list_label=group.value,
            way_out=way_out_by(token_for(notice)),
        )
        context = {
            "topic": topic,
            "address": address_of(reverse("activity:notice", args=[notice.pk])),
            "sentence": sentence,
            "why": reasons.sentence(notice.why),
            "is_follow": reasons.is_follow(notice.why),
            "group": group.label,
        }
        return envelope.fill("activity/email/notice", context)
