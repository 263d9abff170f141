"""Celery's doors into ideas."""

from datetime import timedelta
from typing import Final

import structlog
from celery import shared_task

from ideanet.activity.envelopes import SERVER_AWAY
from ideas import calendar_mailing, lapsing, opening, reminding
from ideas.models import CalendarMail

log = structlog.get_logger(__name__)
SWEEP_AFTER: Final = timedelta(seconds=30)
MOST_SWEPT: Final = 1000


@shared_task
def remind() -> None:
    """Daily: remind those who owe answers. Safe to run twice: each reminder is written down."""
    reminding.remind_all()


@shared_task
def tell_of_themes() -> None:
    """Tell of themes that opened or closed. Safe to run twice: what was told is written down."""
    opening.tell_all()


@shared_task
def lapse_merge_proposals() -> None:
    """Hourly: close what nobody answered in time. Safe to run twice: each is told of once."""
    lapsing.lapse_all()


@shared_task
def mail_calendars(session_pk: int) -> None:
    """Send what is owed about one session. Safe to run twice: a row is sent once."""
    for pk in CalendarMail.objects.owed().filter(session=session_pk).values_list("pk", flat=True):
        calendar_mailing.send(pk)


@shared_task
def sweep_calendars() -> None:
    """Send what a crash or a missing broker left owed, oldest first; one that fails holds up no other."""
    owed = CalendarMail.objects.owed(older_than=SWEEP_AFTER).order_by("pk")
    for pk in owed.values_list("pk", flat=True)[:MOST_SWEPT]:
        try:
            calendar_mailing.send(pk)
        except SERVER_AWAY:
            log.warning("mail server away, calendars left owed", exc_info=True)
            break
        except Exception:  # whatever it is, the next row is another matter
            log.warning("calendar mail in vain", key=pk, exc_info=True)
