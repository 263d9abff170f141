"""ScoreSheet: what one judge thinks of one entry in one round; Score: the answer to one criterion."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from awards.models.categories import Criterion
from awards.models.cycles import Phase
from awards.models.entries import Entry
from awards.querysets.sheets import SheetQuerySet
from ideanet.people.models import Person


class ScoreSheet(models.Model):
    """A draft until `submitted_at` is set.

    `version` counts the savings and `window` says which page saved last: a page may overwrite what it
    saved itself, never what another one saved since it was opened.
    """

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="sheets")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="score_sheets")
    phase = models.ForeignKey(Phase, on_delete=models.PROTECT, related_name="sheets")
    comment = models.TextField(
        _("to the entrants"),
        max_length=4000,
        blank=True,
        help_text=_("What convinced you and what would make it stronger. Markdown."),
    )
    may_quote = models.BooleanField(
        _("my words may be quoted on the winners’ page"),
        default=False,
    )
    version = models.PositiveIntegerField(default=0)
    window = models.UUIDField(null=True)
    changed_at = models.DateTimeField(db_default=Now())
    submitted_at = models.DateTimeField(null=True)

    objects: ClassVar[SheetQuerySet] = SheetQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "person", "phase"], name="one_sheet_per_judge_and_round")
        ]
        indexes = [models.Index(fields=["person", "entry"], name="sheet_person")]

    def __str__(self) -> str:
        return f"{self.person_id} on {self.entry_id}"

    @property
    def is_submitted(self) -> bool:
        return self.submitted_at is not None


class Score(models.Model):
    """`value` is on the criterion's own scale; null means not applicable. No row: not answered yet."""

    sheet = models.ForeignKey(ScoreSheet, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="scores")
    value = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ["criterion__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="one_score_per_criterion"),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__lte=10), name="a_score_is_on_a_scale"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id}: {self.value}"
