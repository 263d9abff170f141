"""Decision: what the rule computed and what the chair made of it. Point: what a revision has to meet."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from councils.models.reviews import CouncilReview
from councils.stages import Outcome
from ideanet.people.models import Person


class Decision(models.Model):
    """`computed` is empty where the rule leaves it to the chair; `working` is what it was computed from.

    One that was taken back, or undone by a conflict declared after it, stays as history with `void_at`.
    """

    review = models.ForeignKey(CouncilReview, on_delete=models.CASCADE, related_name="decisions")
    outcome = models.CharField(_("decision"), max_length=12, choices=Outcome)
    computed = models.CharField(max_length=12, choices=Outcome, blank=True)
    working = models.JSONField(default=dict)
    reason = models.TextField(_("reason"), max_length=2000, blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(db_default=Now(), editable=False)
    void_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["review"], condition=Q(void_at__isnull=True), name="one_standing_decision_per_review"
            ),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="decision_is_known"),
            models.CheckConstraint(
                condition=Q(outcome=F("computed")) | ~Q(reason=""),
                name="a_decision_against_the_rule_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} {self.review_id}"

    @property
    def is_override(self) -> bool:
        """Made by a chair against what the rule computed."""
        return self.computed not in {"", self.outcome}


class Point(models.Model):
    """One thing that a revision has to meet, and how its authors say that it did."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="points")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(_("point"), max_length=500)
    met = models.TextField(_("how it was met"), max_length=2000, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "position"], name="a_point_has_its_place"),
            models.CheckConstraint(condition=~Q(text=""), name="a_point_says_something"),
        ]

    def __str__(self) -> str:
        return self.text
