"""SeatWarning and TermWarning: that chairs were warned of a credential behind a seat, or of its end; once."""

from django.db import models
from django.db.models.functions import Now

from councils.models.seats import Seat
from ideanet.people.models import Credential


class SeatWarning(models.Model):
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="warnings")
    credential = models.ForeignKey(Credential, on_delete=models.CASCADE, related_name="+")
    expires_on = models.DateField(help_text="The day that was warned of: a new day is a new warning.")
    warned_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["seat", "credential", "expires_on"], name="a_seat_is_warned_of_a_day_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.seat_id} until {self.expires_on}"


class TermWarning(models.Model):
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="term_warnings")
    ends_on = models.DateField(help_text="The day that was warned of: a new day is a new warning.")
    warned_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["seat", "ends_on"], name="a_term_is_warned_of_once"),
        ]

    def __str__(self) -> str:
        return f"{self.seat_id} until {self.ends_on}"
