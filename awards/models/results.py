"""Run: a result computed from frozen inputs; its rows; the winners; and the two who release them."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from awards.models.categories import Category
from awards.models.cycles import Cycle, Phase
from awards.models.entries import Entry
from awards.querysets.results import ResultQuerySet, RunQuerySet, WinnerQuerySet
from awards.stages import Channel
from ideanet.people.models import Person


class Run(models.Model):
    """One computation, never changed. `inputs` is all the method saw; `digest` is its SHA-256, with the
    method, its version and the parameters: whoever has these four gets the same rows.
    """

    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="runs")
    channel = models.CharField(max_length=8, choices=Channel)
    # The judging round or the people's choice that the inputs come from.
    phase = models.ForeignKey(Phase, on_delete=models.PROTECT, related_name="runs")
    method = models.CharField(max_length=16)
    method_version = models.PositiveSmallIntegerField()
    parameters = models.JSONField(default=dict)
    inputs = models.JSONField()
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now(), editable=False)

    objects: ClassVar[RunQuerySet] = RunQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="channel_is_known"),
        ]
        indexes = [models.Index(fields=["category", "channel", "-id"], name="run_newest")]

    def __str__(self) -> str:
        return f"run {self.pk} of {self.category_id}"

    def get_absolute_url(self) -> str:
        return reverse("awards:run", args=[self.pk])


class Result(models.Model):
    """One entry's rank and score in a run. `working` holds the exact figures, see awards.methods."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="results")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="results")
    rank = models.PositiveSmallIntegerField()
    score = models.DecimalField(max_digits=16, decimal_places=6)
    working = models.JSONField(default=dict)

    objects: ClassVar[ResultQuerySet] = ResultQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    class Meta:
        ordering = ["rank", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["run", "entry"], name="an_entry_once_per_run"),
            models.CheckConstraint(condition=Q(rank__gte=1), name="places_count_from_one"),
        ]
        indexes = [models.Index(fields=["entry"], name="result_entry")]

    def __str__(self) -> str:
        return f"{self.rank}: {self.entry_id}"


class Winner(models.Model):
    """An entry that a run places among the prizes; shown to nobody else before the release."""

    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="winners")
    channel = models.CharField(max_length=8, choices=Channel)
    result = models.OneToOneField(Result, on_delete=models.CASCADE, related_name="winner")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="wins")
    place = models.PositiveSmallIntegerField()
    prize = models.CharField(_("prize"), max_length=200, blank=True)
    citation = models.TextField(
        _("citation"), max_length=600, blank=True, help_text=_("Why it won, in a sentence or two.")
    )

    objects: ClassVar[WinnerQuerySet] = WinnerQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    class Meta:
        ordering = ["category__position", "category_id", "channel", "place", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["category", "channel", "entry"], name="an_entry_wins_once_per_channel"
            ),
            models.CheckConstraint(condition=Q(place__gte=1), name="winners_count_from_one"),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="winner_channel_is_known"),
        ]
        indexes = [models.Index(fields=["entry"], name="winner_entry")]

    def __str__(self) -> str:
        return f"{self.place}: {self.entry_id}"

    def get_absolute_url(self) -> str:
        return reverse("awards:certificate", args=[self.pk])


class Release(models.Model):
    """The two signatures under a cycle's results, for exactly the runs that `digest` names.

    The results are out once both are there and the cycle's `results_at` has come.
    """

    cycle = models.OneToOneField(Cycle, on_delete=models.CASCADE, related_name="release")
    digest = models.CharField(max_length=64)
    first_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    first_at = models.DateTimeField(db_default=Now())
    second_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    second_at = models.DateTimeField(null=True)
    # When entrants and winners were told, once.
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(second_by__isnull=True) | ~Q(second_by=F("first_by")),
                name="two_different_people_release",
            ),
            models.CheckConstraint(
                condition=Q(second_by__isnull=True, second_at__isnull=True)
                | Q(second_by__isnull=False, second_at__isnull=False),
                name="a_second_signature_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(told_at__isnull=True) | Q(second_at__isnull=False),
                name="nobody_is_told_before_the_release",
            ),
        ]

    def __str__(self) -> str:
        return f"release of {self.cycle_id}"

    @property
    def is_signed(self) -> bool:
        return self.second_at is not None
