"""Category: what is competed for, who may enter and who decides; Criterion: what judges look at."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from awards.models.cycles import Cycle
from awards.querysets.categories import CategoryQuerySet
from awards.stages import Channel, JuryMethod, PeopleMethod, TieRule, Voters
from ideas.models import Theme
from ideas.stages import Kind, Stage

MOST_SEATS = 10


class Category(models.Model):
    """Eligibility is data: an empty list asks for nothing in particular."""

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="categories")
    title = models.CharField(_("title"), max_length=120)
    description = models.TextField(_("description"), max_length=2000, blank=True, help_text=_("Markdown."))
    position = models.PositiveSmallIntegerField(default=0, editable=False)

    stages = ArrayField(models.CharField(max_length=12, choices=Stage), verbose_name=_("stages"))
    kinds = ArrayField(
        models.CharField(max_length=16, choices=Kind), default=list, blank=True, verbose_name=_("kinds")
    )
    themes = models.ManyToManyField(Theme, blank=True, related_name="+", verbose_name=_("themes"))
    countries = ArrayField(
        models.CharField(max_length=2),
        default=list,
        blank=True,
        verbose_name=_("countries"),
        help_text=_("Two letters each, with commas between. At least one author must work in one of them."),
    )
    units = ArrayField(
        models.CharField(max_length=120),
        default=list,
        blank=True,
        verbose_name=_("units"),
        help_text=_("With commas between. At least one author must belong to one of them."),
    )

    jury_method = models.CharField(_("how the jury decides"), max_length=16, choices=JuryMethod, blank=True)
    seats = models.PositiveSmallIntegerField(
        _("places"), default=1, validators=[MinValueValidator(1), MaxValueValidator(MOST_SEATS)]
    )
    prize = models.CharField(_("prize of the first place"), max_length=200, blank=True)
    tie_rule = models.CharField(_("ties"), max_length=12, choices=TieRule, default=TieRule.CRITERIA)
    least_coverage = models.PositiveSmallIntegerField(
        _("least part of the weight that a judge must answer"),
        default=50,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("Percent. What a judge marks as not applicable counts neither for nor against."),
    )

    people_method = models.CharField(
        _("how the people’s choice is counted"), max_length=16, choices=PeopleMethod, blank=True
    )
    voters = models.CharField(_("who votes"), max_length=12, choices=Voters, default=Voters.EVERYONE)
    people_prize = models.CharField(_("prize of the people’s choice"), max_length=200, blank=True)
    request_key = models.UUIDField(null=True, unique=True, editable=False)

    objects: ClassVar[CategoryQuerySet] = CategoryQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    # Set by CategoryQuerySet.with_progress(), with_ballots() and with_ballot_of().
    waiting_count: int
    competing_count: int
    turned_down_count: int
    ballot_count: int
    has_voted: bool

    class Meta:
        ordering = ["position", "pk"]
        verbose_name_plural = "categories"
        constraints = [
            models.UniqueConstraint(fields=["cycle", "title"], name="a_category_once"),
            models.CheckConstraint(condition=~Q(title=""), name="a_category_has_a_title"),
            models.CheckConstraint(
                condition=Q(stages__contained_by=Stage.values) & Q(stages__len__gte=1),
                name="category_stages_are_known",
            ),
            models.CheckConstraint(
                condition=Q(kinds__contained_by=Kind.values), name="category_kinds_are_known"
            ),
            models.CheckConstraint(
                condition=~Q(jury_method="") | ~Q(people_method=""), name="somebody_decides"
            ),
            models.CheckConstraint(
                condition=Q(jury_method__in=["", *JuryMethod.values]), name="jury_method_is_known"
            ),
            models.CheckConstraint(
                condition=Q(people_method__in=["", *PeopleMethod.values]), name="people_method_is_known"
            ),
            models.CheckConstraint(condition=Q(tie_rule__in=TieRule.values), name="tie_rule_is_known"),
            models.CheckConstraint(condition=Q(voters__in=Voters.values), name="voters_are_known"),
            models.CheckConstraint(condition=Q(seats__range=(1, MOST_SEATS)), name="a_category_has_places"),
            models.CheckConstraint(
                condition=Q(least_coverage__range=(1, 100)), name="coverage_is_a_percentage"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{reverse('awards:cycle', args=[self.cycle_id])}#category-{self.pk}"

    @property
    def channels(self) -> list[Channel]:
        """Who decides here, the jury first."""
        methods = {Channel.JURY: self.jury_method, Channel.PEOPLE: self.people_method}
        return [channel for channel, method in methods.items() if method]

    def places(self, channel: str) -> int:
        """How many are honoured: the people choose one."""
        return self.seats if channel == Channel.JURY else 1


class Criterion(models.Model):
    """One question to the judges; its answer is a whole number from `low` to `high`, or not applicable."""

    category = models.ForeignKey(Category, on_delete=models.CASCADE, related_name="criteria")
    title = models.CharField(_("criterion"), max_length=120)
    guidance = models.CharField(_("what the lowest and the highest mean"), max_length=500, blank=True)
    weight = models.PositiveSmallIntegerField(
        _("weight"), default=1, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    low = models.PositiveSmallIntegerField(_("lowest"), default=1, validators=[MaxValueValidator(9)])
    high = models.PositiveSmallIntegerField(
        _("highest"), default=5, validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    position = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name_plural = "criteria"
        constraints = [
            models.UniqueConstraint(fields=["category", "title"], name="a_criterion_once"),
            models.CheckConstraint(condition=Q(weight__range=(1, 100)), name="a_criterion_weighs_something"),
            models.CheckConstraint(condition=Q(high__gt=F("low")) & Q(high__lte=10), name="a_scale_goes_up"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def scale(self) -> range:
        return range(self.low, self.high + 1)
