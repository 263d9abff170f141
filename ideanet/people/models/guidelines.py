"""Guidelines: one page that trusts people, and who agreed to which version of it."""

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ideanet.people.models.persons import Person


class Guidelines(models.Model):
    """One immutable version; the newest is in force."""

    body = models.TextField(_("guidelines"), help_text=_("Markdown."))
    disclaimer = models.TextField(_("disclaimer"), help_text=_("Travels with every draft."))
    published_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "guidelines"

    def __str__(self) -> str:
        return f"Guidelines {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("people:guidelines_version", args=[self.pk])


class Agreement(models.Model):
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="agreements")
    guidelines = models.ForeignKey(Guidelines, on_delete=models.PROTECT, related_name="agreements")
    agreed_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "guidelines"], name="one_agreement_per_version")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} agreed to {self.guidelines_id}"
