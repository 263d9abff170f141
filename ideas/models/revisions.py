"""Revision: an immutable, numbered text of an idea. Round: one trip through the loop."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from ideanet.people.models import Person
from ideas.models.ideas import Idea


class Round(models.Model):
    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveIntegerField()
    started_at = models.DateTimeField(db_default=Now(), editable=False)
    started_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["idea", "number"], name="a_round_once")]

    def __str__(self) -> str:
        return f"{self.idea_id} round {self.number}"


class Revision(models.Model):
    """Votes, comments, reviews, decisions and entries point at the revision they saw."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="revisions")
    title = models.CharField(max_length=200)
    nugget = models.TextField()
    body = models.TextField(blank=True)
    note = models.CharField(_("what changed"), max_length=300, blank=True)
    is_material = models.BooleanField(_("asks supporters again"), default=False)
    published_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="revisions_published")
    published_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["idea", "number"], name="a_revision_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="revisions_count_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"
