"""Merge: that an idea was merged into another, by whom and why, and whether that was undone."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from ideanet.people.models import Person
from ideas.models.ideas import Idea


class Merge(models.Model):
    """`owed_by`, `answer_due_on` and `answered_at` are what the idea had before, for the way back."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="merges")
    target = models.ForeignKey(Idea, on_delete=models.PROTECT, related_name="merges_into")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now(), editable=False)
    reason = models.TextField(_("reason"), max_length=2000, blank=True)
    owed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    answer_due_on = models.DateField()
    answered_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True, editable=False)
    undone_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["idea"], condition=Q(undone_at__isnull=True), name="an_idea_is_merged_once"
            ),
            models.CheckConstraint(condition=~Q(idea=F("target")), name="no_idea_is_merged_into_itself"),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="somebody_undoes_a_merge",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.idea_id} into {self.target_id}"
