"""FormerRecommendation: what a submitted review said before its writer changed their mind."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from councils.models.recommendations import Recommendation
from councils.stages import Outcome


class FormerRecommendation(models.Model):
    """`answers` holds name, points, top and text of each criterion, in the scorecard's order."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="former")
    number = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=12, choices=Outcome)
    to_authors = models.TextField()
    to_council = models.TextField(blank=True)
    answers = models.JSONField(default=list)
    reason = models.CharField(_("what changed your mind"), max_length=500)
    replaced_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "number"], name="former_reviews_are_counted"),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="former_review_is_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_change_of_mind_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation_id} as it was, {self.number}"
