"""The way out that every mail carries (RFC 8058): a signed link that works without signing in."""

from dataclasses import dataclass
from typing import Final

from django.core import signing
from django.db import transaction

from ideanet.activity import reasons
from ideanet.activity.models import Follow, Notice
from ideanet.activity.stages import Level, Reason
from ideanet.people.models import Person
from ideanet.people.workflow import profiling

SALT: Final = "ideanet.activity.unsubscribing"


@dataclass(frozen=True)
class Subscription:
    """What the link ends: mails about one topic, or, without one, all mails."""

    person_id: int
    topic_type: str = ""
    topic_id: int = 0


def token_for(notice: Notice) -> str:
    """Mails that came by following end with the topic; others end with all mails only."""
    event, values = notice.event, [notice.person_id]
    if reasons.is_follow(notice.why):
        return signing.dumps([*values, event.topic_type, event.topic_id], salt=SALT)
    return signing.dumps(values, salt=SALT)


def read(token: str) -> Subscription:
    """Raises signing.BadSignature for what was not made here. It does not run out: old mails keep their way out."""
    return Subscription(*signing.loads(token, salt=SALT))


@transaction.atomic
def end(subscription: Subscription) -> None:
    """Follow the topic no more, or send no more mails; done twice it is done."""
    person = Person.objects.filter(pk=subscription.person_id).first()
    if person is None:
        return
    if not subscription.topic_type:
        profiling.stop_mails(person)
        return
    Follow.objects.update_or_create(
        person=person,
        topic_type=subscription.topic_type,
        topic_id=subscription.topic_id,
        defaults={"level": Level.NOTHING, "reason": Reason.CHOSEN},
    )
