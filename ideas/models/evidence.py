"""Evidence: what stands behind an idea."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from ideanet.people.models import Person
from ideas.models.ideas import Idea
from ideas.querysets.evidence import EvidenceQuerySet
from ideas.stages import EvidenceKind


class Evidence(models.Model):
    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(_("kind"), max_length=12, choices=EvidenceKind)
    title = models.CharField(_("title"), max_length=200)
    source = models.CharField(_("source"), max_length=200, help_text=_("Who says so."))
    dated_on = models.DateField(_("date"))
    citation = models.TextField(
        _("citation"), max_length=1000, help_text=_("As it should stand under a published piece.")
    )
    url = models.URLField(_("address"), max_length=500, blank=True)
    is_internal = models.BooleanField(_("employees only"), default=False)
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(db_default=Now(), editable=False)
    round_number = models.PositiveIntegerField(default=1, editable=False)

    objects: ClassVar[EvidenceQuerySet] = EvidenceQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    class Meta:
        ordering = ["-dated_on", "-pk"]
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=EvidenceKind.values), name="evidence_kind_is_known")
        ]

    def __str__(self) -> str:
        return self.title
