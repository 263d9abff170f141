"""Celery's doors into publishing: each takes a key, calls one function, is safe to run twice."""

from celery import shared_task

from ideanet.publishing import sending
from ideanet.publishing.models import Delivery


@shared_task
def send(delivery_pk: int) -> None:
    sending.send(delivery_pk)


@shared_task
def sweep() -> None:
    """Send what is due: what waited for its time, what a lost message or a crash left behind."""
    for delivery_pk in (
        Delivery.objects.owed().to_sites().order_by("not_before").values_list("pk", flat=True)[:100]
    ):
        sending.send(delivery_pk)
