"""Panel: a group of judges of a category; Judge: a person's place on it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from awards.models.categories import Category
from awards.querysets.panels import JudgeQuerySet
from ideanet.people.models import Person


class Panel(models.Model):
    """Each admitted entry is given to one panel, and every judge of the panel scores it."""

    category = models.ForeignKey(Category, on_delete=models.CASCADE, related_name="panels")
    name = models.CharField(_("name"), max_length=80)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["category", "name"], name="a_panel_once"),
            models.CheckConstraint(condition=~Q(name=""), name="a_panel_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Judge(models.Model):
    """One person may sit on several panels: shared judges make panels comparable."""

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="judges")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="judgeships")
    appointed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    appointed_at = models.DateTimeField(db_default=Now(), editable=False)

    objects: ClassVar[JudgeQuerySet] = JudgeQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    # How many entries the panel was given: annotated for marketing's page.
    given: int

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["panel", "person"], name="a_judge_once_per_panel")]
        indexes = [models.Index(fields=["person", "panel"], name="judge_person")]

    def __str__(self) -> str:
        return f"{self.person_id} on {self.panel_id}"
