"""Celery's doors into awards: each calls one function and is safe to run twice."""

from celery import shared_task

from awards import announcing
from awards.models import Cycle


@shared_task
def announce_winners() -> None:
    """Tell of results whose time has come after two people had signed them."""
    for pk in Cycle.objects.owing_the_news().order_by("pk").values_list("pk", flat=True):
        announcing.announce(pk)
