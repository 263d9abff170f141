"""Reminder: that the one who owes an answer was reminded of it, once for each date."""

from django.db import models
from django.db.models.functions import Now

from ideas.models.ideas import Idea


class Reminder(models.Model):
    """`day` counts from the date the answer was due on: -3 is three days before."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="reminders")
    due_on = models.DateField()
    day = models.SmallIntegerField()
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["idea", "due_on", "day"], name="one_reminder_per_date")
        ]

    def __str__(self) -> str:
        return f"{self.idea_id} due {self.due_on}: day {self.day}"
