"""Seals: the chain of digests that shows whether the event log is still what was written."""

from django.db import models
from django.db.models import Q


class EventSeal(models.Model):
    """An event's link in the chain; without a number it waits for the next sealing.

    The database writes the row with its event (migration 0003) and refuses to change it once it has a number.
    The event is named by its bare key, so that the seal of one that was removed remains.
    """

    event_key = models.BigIntegerField(primary_key=True)
    written_in = models.BigIntegerField(help_text="The database's number of the transaction that wrote it.")
    number = models.BigIntegerField(unique=True, null=True)
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(number__isnull=True, digest="", previous="") | Q(number__gte=1) & ~Q(digest=""),
                name="a_seal_has_number_and_digest",
            )
        ]
        indexes = [
            models.Index(fields=["event_key"], condition=Q(number__isnull=True), name="seal_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.number}:{self.digest}"
