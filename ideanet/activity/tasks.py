"""Celery's doors into activity: each takes a key, calls one function, is safe to run twice."""

from datetime import timedelta
from typing import Any

import structlog
from celery import Task, shared_task
from kombu.exceptions import OperationalError

from ideanet.activity import announcing, mailing
from ideanet.activity.models import Event, Notice

log = structlog.get_logger(__name__)
SWEEP_AFTER = timedelta(seconds=30)


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
    """Find what a crash left owed and see to it here, oldest first."""
    for event_pk in (
        Event.objects.owed(older_than=SWEEP_AFTER).order_by("pk").values_list("pk", flat=True)[:1000]
    ):
        announcing.announce(event_pk)
    for notice_pk in (
        Notice.objects.mail_owed(older_than=SWEEP_AFTER).order_by("pk").values_list("pk", flat=True)[:1000]
    ):
        mailing.send(notice_pk)
