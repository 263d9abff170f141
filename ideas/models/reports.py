"""Report: that somebody thinks a comment or an idea is against the guidelines. Hideable: what may be hidden."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from ideanet.people.models import Person
from ideas.querysets.reports import ReportQuerySet
from ideas.stages import Against


class Hideable(models.Model):
    """What may be hidden from all but its author and those who look after the talk, and shown again."""

    hidden_at = models.DateTimeField(null=True, editable=False)
    hidden_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    hidden_for = models.CharField(max_length=12, choices=Against, blank=True, db_default="", default="")
    hidden_words = models.TextField(max_length=1000, blank=True, db_default="", default="")

    class Meta:
        abstract = True

    @property
    def is_hidden(self) -> bool:
        return self.hidden_at is not None


class Report(models.Model):
    """Of a comment, or of the idea itself; open until somebody decides."""

    idea = models.ForeignKey("ideas.Idea", on_delete=models.CASCADE, related_name="talk_reports")
    comment = models.ForeignKey(
        "ideas.Comment", on_delete=models.CASCADE, null=True, related_name="talk_reports"
    )
    reporter = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    against = models.CharField(_("what is wrong with it"), max_length=12, choices=Against)
    words = models.TextField(_("in your words"), max_length=1000, blank=True)
    at = models.DateTimeField(db_default=Now(), editable=False)
    decided_at = models.DateTimeField(null=True, editable=False)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    was_hidden = models.BooleanField(default=False)

    objects: ClassVar[ReportQuerySet] = ReportQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["reporter", "comment"],
                condition=Q(decided_at__isnull=True, comment__isnull=False),
                name="one_open_report_per_comment",
            ),
            models.UniqueConstraint(
                fields=["reporter", "idea"],
                condition=Q(decided_at__isnull=True, comment__isnull=True),
                name="one_open_report_per_idea",
            ),
            models.CheckConstraint(
                condition=Q(against__in=Against.values), name="a_report_says_against_what"
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by__isnull=True, was_hidden=False)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="somebody_decides_a_report",
            ),
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(decided_at__isnull=True), name="report_open"),
        ]

    def __str__(self) -> str:
        return f"{self.against}: {self.comment_id or self.idea_id}"
