"""HelpRequest: a member who reviews asks the chair for help."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from councils.models.assignments import Assignment


class HelpRequest(models.Model):
    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="help_requests")
    body = models.TextField(_("what you need"), max_length=2000)
    at = models.DateTimeField(db_default=Now(), editable=False)
    # The form's own key: a double click or a retry makes one row, and one notice.
    request_key = models.UUIDField(editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["assignment", "request_key"], name="help_is_asked_for_once"),
            models.CheckConstraint(condition=~Q(body=""), name="a_help_request_says_something"),
        ]

    def __str__(self) -> str:
        return f"help for {self.assignment_id}"
