"""Digest: what a person was told on one morning; also the outbox of its mail."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from ideanet.activity.querysets import DigestQuerySet
from ideanet.people.models import Person


class Digest(models.Model):
    """Its notices point at it, each at one. `until` is how far it tells: the morning itself.

    It is owed until `mailed_at` or `dropped_at` is set. What comes before it was tried is added to it;
    then it is closed, as nobody knows whether a try that broke off reached its reader.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="digests")
    morning = models.DateField()
    until = models.DateTimeField()
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    tried_at = models.DateTimeField(null=True, blank=True, editable=False)
    mailed_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(
        null=True, blank=True, help_text="There was nothing left to tell, or nobody to tell it to."
    )

    objects: ClassVar[DigestQuerySet] = DigestQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "morning"], name="one_digest_a_morning"),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(mailed_at__isnull=True, dropped_at__isnull=True),
                name="one_digest_owed_each",
            ),
            models.CheckConstraint(
                condition=Q(mailed_at__isnull=True) | Q(dropped_at__isnull=True),
                name="a_digest_is_mailed_or_dropped",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} on {self.morning}"
