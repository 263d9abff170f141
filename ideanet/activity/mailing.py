"""Mail for notices: permission is asked again at the moment of sending."""

from smtplib import SMTPConnectError, SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Final
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Model
from django.db.models.functions import Now
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from ideanet.activity import kinds, reasons
from ideanet.activity.models import Event, Notice
from ideanet.activity.sentences import sentence_of
from ideanet.activity.unsubscribing import token_for

log = structlog.get_logger(__name__)
# Errors that say nothing of the one mail: the next would meet them too.
SERVER_AWAY: Final = (SMTPConnectError, SMTPServerDisconnected, ConnectionError, TimeoutError)


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
    if topic is None or not _is_taken(message_for(notice, topic)):
        Notice.objects.filter(pk=notice.pk).update(mail_dropped_at=Now())
        return False
    Notice.objects.filter(pk=notice.pk).update(mailed_at=Now())
    return True


def _is_taken(mail: EmailMultiAlternatives) -> bool:
    """Whether the mail server took the mail for this address; raises when it could not be asked."""
    try:
        mail.send()
    except SMTPRecipientsRefused:
        log.warning("address refused by the mail server", notice=mail.extra_headers["Message-ID"])
        return False
    return True


def topic_for(notice: Notice) -> Model | None:
    """The topic, if the person may still see it, learn of the event, and wants mails now."""
    event, person = notice.event, notice.person
    if not person.is_active or not person.mails_wanted:
        return None
    if not Event.objects.reaching_by_name(person).filter(pk=event.pk).exists():
        return None
    return kinds.topics_visible_to(person, event.topic_type, [event.topic_id]).get(event.topic_id)


def message_for(notice: Notice, topic: Model) -> EmailMultiAlternatives:
    """Plain text beside HTML; the thread is the topic."""
    way_out = f"{settings.SITE_ADDRESS}{reverse('activity:unsubscribe', args=[token_for(notice)])}"
    with translation.override(settings.LANGUAGE_CODE), timezone.override(notice.person.time_zone):
        sentence = sentence_of(notice.event, topic, notice.person)
        context = {
            "notice": notice,
            "topic": topic,
            "address": f"{settings.SITE_ADDRESS}{reverse('activity:notice', args=[notice.pk])}",
            "sentence": sentence,
            "why": reasons.sentence(notice.why),
            "is_follow": reasons.is_follow(notice.why),
            "way_out": way_out,
            "site": settings.SITE_ADDRESS,
        }
        mail = EmailMultiAlternatives(
            subject=_subject(notice, topic, sentence),
            body=render_to_string("activity/email/notice.txt", context),
            to=[notice.person.email],
            headers=_headers(notice, way_out),
        )
        mail.attach_alternative(render_to_string("activity/email/notice.html", context), "text/html")
    return mail


def _subject(notice: Notice, topic: Model, sentence: str) -> str:
    """The topic, so that mail programs keep a thread together; to oneself, what happened."""
    text = sentence if topic == notice.person else str(topic)
    return " ".join(text.split())[:180]


def _headers(notice: Notice, way_out: str) -> dict[str, str]:
    host = urlsplit(settings.SITE_ADDRESS).hostname
    event = notice.event
    thread = f"<{event.topic_type}.{event.topic_id}@{host}>"
    return {
        "Message-ID": f"<notice.{notice.pk}@{host}>",
        "References": thread,
        "In-Reply-To": thread,
        "List-Unsubscribe": f"<{way_out}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }
