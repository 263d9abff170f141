"""Celery's doors into ideas."""

from celery import shared_task

from ideas import reminding


@shared_task
def remind() -> None:
    """Daily: remind those who owe answers. Safe to run twice: each reminder is written down."""
    reminding.remind_all()
