"""Celery's doors into activity: each takes a key, calls one function, is safe to run twice."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from itertools import islice
from typing import Any, Final

import structlog
from celery import Task, shared_task
from django.utils import timezone
from kombu.exceptions import OperationalError

from ideanet.activity import announcing, digesting, mailing, sealing
from ideanet.activity.envelopes import SERVER_AWAY
from ideanet.activity.models import Digest, Event, Notice

log = structlog.get_logger(__name__)
SWEEP_AFTER: Final = timedelta(seconds=30)
MOST_SWEPT: Final = 1000
MOST_BATCHES: Final = 50


def hasten(task: "Task[Any, Any]", key: int) -> None:
    """Send the task now if the broker answers; the row that owes the work stays for the sweep if not."""
    try:
        task.delay(key)
    except OperationalError as error:
        log.warning("broker away, left to the sweep", task=task.name, key=key, error=type(error).__name__)


@shared_task
def announce(event_pk: int) -> None:
    if announcing.announce(event_pk):
        for notice_pk in Notice.objects.mail_owed().filter(event_id=event_pk).values_list("pk", flat=True):
            hasten(mail, notice_pk)


@shared_task
def mail(notice_pk: int) -> None:
    mailing.send(notice_pk)


@shared_task
def sweep() -> None:
    """Find what a crash left owed and see to it here, oldest first; what fails does not hold up the rest."""
    owed = Event.objects.owed(older_than=SWEEP_AFTER).order_by("pk")
    for event_pk in owed.values_list("pk", flat=True)[:MOST_SWEPT]:
        _attempt(announcing.announce, event_pk)
    mails = Notice.objects.mail_owed(older_than=SWEEP_AFTER).order_by("pk")
    for notice_pk in mails.values_list("pk", flat=True)[:MOST_SWEPT]:
        if isinstance(_attempt(mailing.send, notice_pk), SERVER_AWAY):
            break


@shared_task
def seal() -> None:
    """Chain what was committed since; what a burst leaves over is for the next run."""
    for _sealed in islice(sealing.seal_waiting(), MOST_BATCHES):
        pass


@shared_task
def tell_digests() -> None:
    """Make what is due where it is morning, and send what is owed; a mail server that is away is asked once."""
    for person_pk, morning in digesting.due(timezone.now()):
        _attempt(partial(digesting.make, morning=morning), person_pk)
    for digest_pk in list(Digest.objects.owed().order_by("pk").values_list("pk", flat=True)):
        if isinstance(_attempt(digesting.send, digest_pk), SERVER_AWAY):
            break


def _attempt(act: Callable[[int], object], key: int) -> Exception | None:
    """What went wrong, logged; it stays owed and is tried again."""
    try:
        act(key)
    except Exception as error:  # whatever it is, the next row is another matter
        log.warning("swept in vain", act=str(act), key=key, exc_info=True)
        return error
    return None
