"""LetterTemplate: a council's own words for its letters; each saving is a version, which reviews keep."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from councils.models.councils import Council
from ideanet.people.models import Person


class LetterTemplate(models.Model):
    """One text for each outcome, Markdown with placeholders; an empty one leaves it to the house's words."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="letter_templates")
    version = models.PositiveSmallIntegerField()
    approve = models.TextField(_("approval"), max_length=10_000, blank=True)
    revise = models.TextField(_("revise and resubmit"), max_length=10_000, blank=True)
    decline = models.TextField(_("decline"), max_length=10_000, blank=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["council", "version"], name="letter_templates_are_counted"),
            models.CheckConstraint(condition=models.Q(version__gte=1), name="letter_templates_begin_at_1"),
        ]

    def __str__(self) -> str:
        return f"{self.version} of {self.council_id}"
