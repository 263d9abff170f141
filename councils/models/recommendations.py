"""Recommendation: one member's own review, a draft until it is submitted; Score: one answered criterion."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from councils.models.assignments import Assignment
from councils.models.scorecards import Criterion
from councils.querysets.recommendations import RecommendationQuerySet
from councils.stages import Outcome


class Recommendation(models.Model):
    assignment = models.OneToOneField(Assignment, on_delete=models.CASCADE, related_name="recommendation")
    outcome = models.CharField(_("your recommendation"), max_length=12, choices=Outcome, blank=True)
    to_authors = models.TextField(
        _("for the authors"),
        max_length=20_000,
        blank=True,
        help_text=_("Markdown. What is good, what is missing, what would convince you."),
    )
    to_council = models.TextField(
        _("for the council only"),
        max_length=20_000,
        blank=True,
        help_text=_("Markdown. Never shown to authors."),
    )
    saved_at = models.DateTimeField(db_default=Now(), editable=False)
    submitted_at = models.DateTimeField(null=True, editable=False)
    # The last change of mind; what stood before is in `former`.
    amended_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[RecommendationQuerySet] = RecommendationQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    class Meta:
        ordering = ["submitted_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="") | Q(outcome__in=Outcome.values), name="recommendation_is_known"
            ),
            models.CheckConstraint(
                condition=Q(amended_at__isnull=True) | Q(submitted_at__isnull=False),
                name="what_is_amended_was_submitted",
            ),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True) | ~Q(outcome=""),
                name="a_submitted_review_recommends",
            ),
        ]

    def __str__(self) -> str:
        return f"recommendation {self.assignment_id}"

    @property
    def is_submitted(self) -> bool:
        return self.submitted_at is not None


class Score(models.Model):
    """`points` counts from 1, and is empty where the criterion does not apply or is answered in words."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="scores")
    points = models.PositiveSmallIntegerField(null=True)
    text = models.TextField(max_length=5000, blank=True)

    class Meta:
        ordering = ["criterion__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "criterion"], name="a_criterion_is_scored_once"
            ),
            models.CheckConstraint(
                condition=Q(points__isnull=True) | Q(points__range=(1, 10)), name="points_are_on_a_scale"
            ),
            models.CheckConstraint(
                condition=Q(points__isnull=True) | Q(text=""), name="a_score_is_points_or_words"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id}: {self.points}"
