"""Cycle: one competition from its announcement to its winners; Phase: one of its stretches of time."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from awards.calendar import Calendar
from awards.querysets.cycles import CycleQuerySet
from awards.stages import CycleAudience, JuryNamed, PhaseKind, State
from ideanet.people.models import Person
from ideas.models import Theme


class Cycle(models.Model):
    """Which phase it is in is never stored: `calendar` reads it off the database's clock."""

    title = models.CharField(_("title"), max_length=160, unique=True)
    summary = models.CharField(_("summary"), max_length=300, help_text=_("One sentence, for lists."))
    brief = models.TextField(_("brief"), max_length=20_000, help_text=_("Markdown."))
    audience = models.CharField(
        _("who may know of it"),
        max_length=12,
        choices=CycleAudience,
        default=CycleAudience.INTERNAL,
        help_text=_("Entries and winners are seen only by those who may see the idea itself."),
    )
    themes = models.ManyToManyField(
        Theme,
        blank=True,
        related_name="cycles",
        verbose_name=_("themes"),
        help_text=_("Only their ideas may enter. None chosen: ideas of every theme."),
    )
    jury_named = models.CharField(
        _("judges are named"), max_length=12, choices=JuryNamed, default=JuryNamed.RESULTS
    )
    comments_signed = models.BooleanField(
        _("judges sign their comments to entrants"),
        default=False,
        help_text=_("Otherwise entrants read what was said, and not by whom."),
    )
    results_at = models.DateTimeField(
        _("results, not before"), help_text=_("Nobody learns the winners earlier, whoever has signed.")
    )
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    announced_at = models.DateTimeField(null=True, editable=False)
    # The form's own key: a double click makes one row.
    request_key = models.UUIDField(null=True, unique=True, editable=False)

    objects: ClassVar[CycleQuerySet] = CycleQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    class Meta:
        ordering = ["-results_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="a_cycle_has_a_title"),
            models.CheckConstraint(
                condition=Q(audience__in=CycleAudience.values), name="cycle_audience_is_known"
            ),
            models.CheckConstraint(condition=Q(jury_named__in=JuryNamed.values), name="jury_named_is_known"),
            models.CheckConstraint(
                condition=Q(comments_signed=False) | ~Q(jury_named=JuryNamed.NEVER),
                name="no_signed_comments_by_a_secret_jury",
            ),
        ]
        indexes = [models.Index(fields=["-results_at", "-id"], name="cycle_newest")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("awards:cycle", args=[self.pk])

    @property
    def calendar(self) -> Calendar:
        """Only on cycles loaded with `timed()`, which says what time it is; no query then.

        No cycle is without a phase: the workflow asks for one of entry.
        """
        phases = list(self.phases.all())
        release = getattr(self, "release", None)
        return Calendar(
            phases=phases,
            now=phases[0].clock,
            results_at=self.results_at,
            is_announced=self.announced_at is not None,
            is_signed=release is not None and release.is_signed,
        )

    @property
    def state(self) -> State:
        return self.calendar.state


class Phase(models.Model):
    """From `opens_at` on and before `closes_at`, to the second, by the database's clock."""

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="phases")
    kind = models.CharField(max_length=12, choices=PhaseKind)
    # Judging may have several rounds; every other kind of phase comes once.
    number = models.PositiveSmallIntegerField(default=1)
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))

    # What time the database has: set where phases are loaded for a calendar.
    clock: datetime

    class Meta:
        ordering = ["opens_at", "closes_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "kind", "number"], name="a_phase_once"),
            models.CheckConstraint(condition=Q(kind__in=PhaseKind.values), name="phase_kind_is_known"),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="a_phase_opens_before_it_closes"
            ),
            models.CheckConstraint(
                condition=Q(number=1) | Q(kind=PhaseKind.JUDGING, number__range=(1, 3)),
                name="only_judging_has_rounds",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.kind} {self.number}"

    @property
    def label(self) -> str:
        if self.kind == PhaseKind.JUDGING and self.number > 1:
            return gettext("Judging, round %(number)s") % {"number": self.number}
        return str(PhaseKind(self.kind).label)
