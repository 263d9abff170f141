"""Celery's door into councils."""

from celery import shared_task

from councils import reminding


@shared_task
def remind() -> None:
    """Every hour: each reminder goes out once, however often this runs."""
    reminding.remind_all()
