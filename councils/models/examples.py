"""Example: an idea with the council's agreed scores. Calibration: how one member scored it, before a first review."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from councils.models.councils import Council
from councils.models.reviews import CouncilReview
from councils.models.scorecards import Criterion, Scorecard
from councils.querysets.examples import ExampleQuerySet
from ideanet.people.models import Person

_ON_A_SCALE = Q(points__isnull=True) | Q(points__range=(1, 10))


class Example(models.Model):
    """Written for the purpose, or the revision of a review that is closed; never with its authors."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="examples")
    scorecard = models.ForeignKey(Scorecard, on_delete=models.PROTECT, related_name="+")
    review = models.ForeignKey(
        CouncilReview, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    own_title = models.CharField(_("title"), max_length=200, blank=True)
    own_body = models.TextField(_("text"), max_length=40_000, blank=True, help_text=_("Markdown."))
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    retired_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[ExampleQuerySet] = ExampleQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(review__isnull=True) & ~Q(own_title="") & ~Q(own_body="")
                | Q(review__isnull=False, own_title="", own_body=""),
                name="an_example_is_written_or_decided",
            ),
            models.UniqueConstraint(
                fields=["review"], condition=Q(retired_at__isnull=True), name="a_review_is_one_example"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("councils:example", args=[self.pk])

    @property
    def title(self) -> str:
        """Load with `review__revision`."""
        return self.own_title if self.review is None else self.review.revision.title

    @property
    def body(self) -> str:
        """Markdown; load with `review__revision`."""
        if self.review is None:
            return self.own_body
        return f"{self.review.revision.nugget}\n\n{self.review.revision.body}"


class AgreedScore(models.Model):
    """What the council agreed on; no points where the criterion does not apply."""

    example = models.ForeignKey(Example, on_delete=models.CASCADE, related_name="agreed")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    points = models.PositiveSmallIntegerField(null=True)
    reason = models.CharField(_("why"), max_length=1000)

    class Meta:
        ordering = ["criterion__position"]
        constraints = [
            models.UniqueConstraint(fields=["example", "criterion"], name="agreed_once_per_criterion"),
            models.CheckConstraint(condition=_ON_A_SCALE, name="agreed_points_are_on_a_scale"),
            models.CheckConstraint(condition=~Q(reason=""), name="what_is_agreed_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id}: {self.points}"


class Calibration(models.Model):
    """One member's scores of one example, given once: `points` by the key of each criterion, or None."""

    example = models.ForeignKey(Example, on_delete=models.CASCADE, related_name="calibrations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    points = models.JSONField(default=dict)
    done_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["example", "person"], name="an_example_is_scored_once")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} on {self.example_id}"
