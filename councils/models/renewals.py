"""Renewal: one more term for a seat. Beyond the most that its council allows, a second person agrees first."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from councils.models.seats import Seat
from councils.querysets.renewals import RenewalQuerySet
from ideanet.people.models import Person


class Renewal(models.Model):
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="renewals")
    starts_on = models.DateField()
    ends_on = models.DateField()
    exception = models.CharField(_("reason for an exception"), max_length=300, blank=True)
    needs_agreement = models.BooleanField(default=False, editable=False)
    agreed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)
    renewed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    renewed_at = models.DateTimeField(db_default=Now(), editable=False)

    objects: ClassVar[RenewalQuerySet] = RenewalQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["seat", "starts_on"], name="a_term_is_renewed_once"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="a_renewed_term_has_days"),
            models.CheckConstraint(
                condition=Q(needs_agreement=False) | ~Q(exception=""), name="a_term_too_many_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True, agreed_at__isnull=True)
                | Q(agreed_by__isnull=False, agreed_at__isnull=False, needs_agreement=True)
                & ~Q(agreed_by=F("renewed_by")),
                name="a_term_too_many_takes_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat_id} until {self.ends_on}"

    @property
    def stands(self) -> bool:
        """Twin: `RenewalQuerySet.standing`."""
        return not self.needs_agreement or self.agreed_at is not None
