"""Scorecard: the criteria a council judges by; a changed one is a new version, so reviews keep theirs."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from councils.models.councils import Council
from ideanet.people.models import Person


class Scorecard(models.Model):
    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="scorecards")
    version = models.PositiveIntegerField()
    minimum_coverage = models.PositiveSmallIntegerField(
        _("minimum coverage"),
        default=50,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text=_("Percent of the weight that must be answered before a review can be submitted."),
    )
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["council", "version"], name="a_scorecard_version_once"),
            models.CheckConstraint(
                condition=Q(minimum_coverage__lte=100), name="minimum_coverage_is_a_percentage"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.council_id} scorecard {self.version}"


class Criterion(models.Model):
    """`labels` name the points of the scale from 1 up; `rubric`, if any, says what each of them looks like."""

    scorecard = models.ForeignKey(Scorecard, on_delete=models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("criterion"), max_length=80)
    guidance = models.CharField(_("what it asks"), max_length=300, blank=True)
    weight = models.PositiveSmallIntegerField(_("weight"), default=1, validators=[MinValueValidator(1)])
    labels = ArrayField(models.CharField(max_length=60), verbose_name=_("labels of the scale"))
    rubric = ArrayField(
        models.CharField(max_length=300, blank=True),
        verbose_name=_("what each point looks like"),
        default=list,
        blank=True,
    )
    # Answered in words: no scale, and nothing of the score.
    is_text = models.BooleanField(_("answered in words"), default=False)
    is_required = models.BooleanField(_("must be answered"), default=True)
    allows_not_applicable = models.BooleanField(_("may be “not applicable”"), default=False)

    class Meta:
        ordering = ["position"]
        verbose_name_plural = "criteria"
        constraints = [
            models.UniqueConstraint(
                fields=["scorecard", "position"], name="a_scorecard_criterion_has_its_place"
            ),
            models.UniqueConstraint(fields=["scorecard", "name"], name="a_criterion_once_per_scorecard"),
            models.CheckConstraint(condition=Q(weight__gte=1), name="a_scorecard_criterion_weighs_something"),
            models.CheckConstraint(
                condition=Q(is_text=False, labels__len__range=(2, 10))
                | Q(is_text=True, labels__len=0, allows_not_applicable=False),
                name="a_scale_has_points",
            ),
            models.CheckConstraint(
                condition=Q(rubric__len=0) | Q(rubric__len=F("labels__len")),
                name="a_rubric_has_words_for_each_point",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def top(self) -> int:
        """The highest point of the scale; the lowest is 1."""
        return len(self.labels)

    @property
    def points(self) -> list[tuple[int, str, str]]:
        """Each point of the scale with its label and what it looks like, in words that may be empty."""
        looks = self.rubric or [""] * self.top
        return [(n, label, look) for n, (label, look) in enumerate(zip(self.labels, looks, strict=True), 1)]
