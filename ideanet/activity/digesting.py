"""Making and sending digests. Each notice is told in one of them, whatever is restarted in between."""

from collections.abc import Iterator
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now

from ideanet.activity import digest_mails, mornings, wishing
from ideanet.activity.envelopes import is_taken
from ideanet.activity.models import Digest, Notice, Rhythm
from ideanet.activity.mornings import Morning
from ideanet.activity.stages import Pace
from ideanet.people.models import Person


def due(now: datetime) -> Iterator[tuple[int, Morning]]:
    """Whose morning has begun with something to tell from before it. A query for each time zone and pace."""
    house = wishing.standard_pace()
    untold = Notice.objects.untold().filter(person=OuterRef("pk"))
    waiting = Person.objects.filter(Exists(untold)).order_by()
    for name in list(waiting.values_list("time_zone", flat=True).distinct()):
        for pace in (Pace.DAILY, Pace.WEEKLY):
            morning = mornings.latest(now, mornings.zone_of(name), pace)
            owed = Person.objects.filter(Exists(untold.filter(at__lte=morning.at)), time_zone=name)
            told = Digest.objects.filter(person=OuterRef("pk"), morning__gte=morning.day)
            for key in owed.filter(_wants(pace, house)).exclude(Exists(told)).values_list("pk", flat=True):
                yield key, morning


def _wants(pace: Pace, house: Pace) -> Q:
    chosen = Q(Exists(Rhythm.objects.filter(person=OuterRef("pk"), pace=pace)))
    if pace != house:
        return chosen
    return chosen | ~Q(Exists(Rhythm.objects.filter(person=OuterRef("pk"))))


def make(person_pk: int, morning: Morning) -> int | None:
    """Put what is untold from before the morning into the person's digest; the key of the digest to send.

    None if there is nothing to tell, another worker is at it, or an earlier one is still to be sent.
    What a transaction that began before the morning writes after this waits for the next one: nothing
    is counted past, so nothing is lost.
    """
    try:
        return _make(person_pk, morning)
    except IntegrityError:  # Another worker made the same digest first: it is theirs to send.
        return None


@transaction.atomic
def _make(person_pk: int, morning: Morning) -> int | None:
    untold = Notice.objects.untold().filter(person=person_pk, at__lte=morning.at)
    if not untold.exists():
        return None
    digest = Digest.objects.owed().select_for_update().filter(person=person_pk).first()
    if digest is not None and digest.tried_at is not None:
        return None
    if digest is None:
        digest = Digest.objects.create(person_id=person_pk, morning=morning.day, until=morning.at)
    else:
        Digest.objects.filter(pk=digest.pk).update(morning=morning.day, until=morning.at)
    untold.update(digest=digest)
    return digest.pk


def send(digest_pk: int) -> bool:
    """Mail one digest; True if this call sent it.

    That it is tried is written down first. The row is locked while the mail goes out; a crash in
    between sends the same notices again with the same Message-ID, which mail programs show once.
    """
    Digest.objects.owed().filter(pk=digest_pk, tried_at__isnull=True).update(tried_at=Now())
    return _send(digest_pk)


@transaction.atomic
def _send(digest_pk: int) -> bool:
    owed = Digest.objects.owed().select_for_update(skip_locked=True, of=("self",))
    digest = owed.select_related("person__organisation").filter(pk=digest_pk).first()
    if digest is None:
        return False
    mail = digest_mails.message_for(digest) if _is_wanted(digest.person) else None
    if mail is None or not is_taken(mail):
        Digest.objects.filter(pk=digest.pk).update(dropped_at=Now())
        return False
    Digest.objects.filter(pk=digest.pk).update(mailed_at=Now())
    return True


def _is_wanted(person: Person) -> bool:
    """Asked when it is sent: people leave, and change their minds."""
    return person.is_active and person.mails_wanted and wishing.pace_of(person) != Pace.NEVER
