"""The way out that every mail carries (RFC 8058): a signed link that works without signing in."""

from dataclasses import dataclass
from typing import Final

from django.core import signing
from django.db import transaction

from ideanet.activity import kinds, reasons, wishing
from ideanet.activity.groups import group_of
from ideanet.activity.models import Follow, Notice
from ideanet.activity.querysets import type_of
from ideanet.activity.stages import Group, Level, Pace, Reason
from ideanet.people.models import Person
from ideanet.people.workflow import profiling

SALT: Final = "ideanet.activity.unsubscribing"
DIGESTS: Final = "digests"


@dataclass(frozen=True)
class Subscription:
    """What the link ends: following one topic, mails of one group, digests, or, with none of these, all mails."""

    person_id: int
    topic_type: str = ""
    topic_id: int = 0
    group: str = ""

    @property
    def label(self) -> str:
        """The group in words."""
        return str(Group(self.group).label) if self.group in Group.values else ""


def token_for(notice: Notice) -> str:
    """Mails that came by following end with what was followed; others with their group."""
    event, why = notice.event, notice.why
    if why == "person" and event.actor_id is not None:
        return _sign(notice.person_id, type_of(Person), event.actor_id)
    if reasons.is_follow(why):
        return _sign(notice.person_id, event.topic_type, event.topic_id)
    group = group_of(why, milestone=kinds.get_kind(event).milestone)
    return _sign(notice.person_id, "", 0, group.value)


def token_for_digests(person: Person) -> str:
    return _sign(person.pk, "", 0, DIGESTS)


def _sign(*values: int | str) -> str:
    return signing.dumps(values, salt=SALT)


def read(token: str) -> Subscription:
    """Raises signing.BadSignature for what was not made here. It does not run out: old mails keep their way out."""
    return Subscription(*signing.loads(token, salt=SALT))


@transaction.atomic
def end(subscription: Subscription) -> None:
    """Do what the link says; done twice it is done."""
    person = Person.objects.filter(pk=subscription.person_id).first()
    if person is None:
        return
    if subscription.group == DIGESTS:
        wishing.set_pace(person, Pace.NEVER)
    elif subscription.group:
        wishing.stop_mail(person, Group(subscription.group))
    elif not subscription.topic_type:
        profiling.stop_mails(person)
    else:
        _follow_no_more(person, subscription)


def _follow_no_more(person: Person, subscription: Subscription) -> None:
    Follow.objects.update_or_create(
        person=person,
        topic_type=subscription.topic_type,
        topic_id=subscription.topic_id,
        defaults={"level": Level.NOTHING, "reason": Reason.CHOSEN},
    )
