"""Entry: an idea as it competes, a snapshot; Conflict: a judge who must not judge it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from awards.models.categories import Category
from awards.models.panels import Panel
from awards.querysets.entries import EntryQuerySet
from awards.stages import Screening
from ideanet import html
from ideanet.people.models import Person
from ideas.models import Idea, Revision


class Entry(models.Model):
    """The text that competes is that of `revision`, whatever becomes of the idea later; so are its pictures,
    which are never changed either: another picture has another key."""

    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="entries")
    idea = models.ForeignKey(Idea, on_delete=models.PROTECT, related_name="entries")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="entries")
    statement = models.TextField(
        _("why it should win"),
        max_length=2000,
        help_text=_("For the judges. Markdown."),
    )
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(db_default=Now(), editable=False)
    # The author agreed to the rules, and that the judges and marketing read the entry.
    agreed_at = models.DateTimeField(editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    screening = models.CharField(max_length=12, choices=Screening, default=Screening.WAITING)
    screening_reason = models.TextField(_("reason"), max_length=1000, blank=True)
    screened_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, null=True, related_name="entries")
    # The last judging round that it takes part in.
    round_reached = models.PositiveSmallIntegerField(default=1)
    request_key = models.UUIDField(null=True, editable=False)

    objects: ClassVar[EntryQuerySet] = EntryQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "entries"
        constraints = [
            models.UniqueConstraint(fields=["category", "idea"], name="one_entry_per_idea_and_category"),
            models.UniqueConstraint(fields=["entered_by", "request_key"], name="an_entry_is_made_once"),
            models.CheckConstraint(condition=Q(screening__in=Screening.values), name="screening_is_known"),
            models.CheckConstraint(
                condition=~Q(screening=Screening.TURNED_DOWN) | ~Q(screening_reason=""),
                name="no_entry_is_turned_down_without_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(screening=Screening.WAITING) | Q(screened_by__isnull=False),
                name="somebody_screened_the_entry",
            ),
            models.CheckConstraint(condition=Q(round_reached__range=(1, 3)), name="a_round_is_one_of_three"),
        ]
        indexes = [models.Index(fields=["idea", "id"], name="entry_idea")]

    def __str__(self) -> str:
        return f"{self.idea_id} in {self.category_id}"

    def get_absolute_url(self) -> str:
        return reverse("awards:entry", args=[self.pk])

    @property
    def body(self) -> str:
        """The text that competes, with its pictures below the entry's address: the idea's may be closed to judges."""
        return html.pictures_below(self.get_absolute_url(), self.revision.body)

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    @property
    def competes(self) -> bool:
        """Admitted and not taken back."""
        return self.screening == Screening.ADMITTED and not self.is_withdrawn


class Conflict(models.Model):
    """A conflict of interest that a judge declared; it stands. Detected ones are never stored, see rules."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="conflicts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="award_conflicts")
    reason = models.CharField(_("why"), max_length=300, blank=True)
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "person"], name="a_conflict_once")]
        indexes = [models.Index(fields=["person", "entry"], name="conflict_person")]

    def __str__(self) -> str:
        return f"{self.person_id} and {self.entry_id}"
