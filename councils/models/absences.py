"""Absence: days on which a member is away from a council, and who acts as chair meanwhile."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from councils.models.seats import Seat
from councils.querysets.absences import AbsenceQuerySet


class Absence(models.Model):
    """The days as stated, and the moments between which they lie by the council's clock.

    `acting` has a chair's powers in this council meanwhile, while the seat is a chair's. One that was taken
    back, or ended early, stays as history with `ended_at`.
    """

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="absences")
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"))
    starts_at = models.DateTimeField(editable=False)
    ends_at = models.DateTimeField(editable=False)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    acting = models.ForeignKey(
        Seat, on_delete=models.PROTECT, null=True, blank=True, related_name="acting_for"
    )
    stated_at = models.DateTimeField(db_default=Now(), editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)
    # When the acting chair's doors were opened, and closed again: each is done once.
    opened_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[AbsenceQuerySet] = AbsenceQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    class Meta:
        ordering = ["from_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on"), ends_at__gt=F("starts_at")),
                name="an_absence_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(acting__isnull=True) | ~Q(acting=F("seat")), name="nobody_acts_for_themselves"
            ),
            models.UniqueConstraint(
                fields=["seat", "from_on"], condition=Q(ended_at__isnull=True), name="away_from_a_day_once"
            ),
        ]
        indexes = [models.Index(fields=["acting", "starts_at"], name="absence_acting")]

    def __str__(self) -> str:
        return f"{self.seat_id} away from {self.from_on}"
