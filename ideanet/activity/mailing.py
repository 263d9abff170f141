"""Mail for notices: permission is asked again at the moment of sending."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Model
from django.db.models.functions import Now
from django.template.loader import render_to_string
from django.utils import timezone, translation

from ideanet.activity import kinds
from ideanet.activity.models import Event, Notice
from ideanet.activity.sentences import sentence_of


@transaction.atomic
def send(notice_pk: int) -> bool:
    """Mail one notice; True if this call sent it.

    The row is locked while the mail goes out; a crash in between sends it again with the same
    Message-ID, which mail programs show once.
    """
    notice = (
        Notice.objects.mail_owed()
        .select_for_update(skip_locked=True, of=("self",))
        .select_related("event", "event__actor", "person", "person__organisation")
        .filter(pk=notice_pk)
        .first()
    )
    if notice is None:
        return False
    topic = topic_for(notice)
    if topic is None:
        Notice.objects.filter(pk=notice.pk).update(mail_dropped_at=Now())
        return False
    message_for(notice, topic).send()
    Notice.objects.filter(pk=notice.pk).update(mailed_at=Now())
    return True


def topic_for(notice: Notice) -> Model | None:
    """The topic, if the person may still see it and learn of the event now."""
    event, person = notice.event, notice.person
    if not person.is_active or not Event.objects.reaching_by_name(person).filter(pk=event.pk).exists():
        return None
    return kinds.topics_visible_to(person, event.topic_type, [event.topic_id]).get(event.topic_id)


def message_for(notice: Notice, topic: Model) -> EmailMultiAlternatives:
    """Plain text beside HTML; the thread is the topic."""
    event = notice.event
    address = f"{settings.SITE_ADDRESS}{topic.get_absolute_url()}"  # type: ignore[attr-defined]  # every topic has one
    with translation.override(settings.LANGUAGE_CODE), timezone.override(notice.person.time_zone):
        context = {
            "notice": notice,
            "topic": topic,
            "address": address,
            "sentence": sentence_of(event, topic),
            "site": settings.SITE_ADDRESS,
        }
        text = render_to_string("activity/email/notice.txt", context)
        html = render_to_string("activity/email/notice.html", context)
    host = settings.SITE_ADDRESS.split("://")[1].split(":")[0]
    thread = f"<{event.topic_type}.{event.topic_id}@{host}>"
    mail = EmailMultiAlternatives(
        subject=" ".join(str(topic).split())[:180],
        body=text,
        to=[notice.person.email],
        headers={
            "Message-ID": f"<notice.{notice.pk}@{host}>",
            "References": thread,
            "In-Reply-To": thread,
        },
    )
    mail.attach_alternative(html, "text/html")
    return mail
