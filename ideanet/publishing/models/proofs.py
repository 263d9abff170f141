"""Proof point: what came of a piece that went live, returned to its idea as evidence."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ideanet.publishing.models.drafts import Draft
from ideas.models import Evidence


class ProofPoint(models.Model):
    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="proof_points")
    evidence = models.OneToOneField(Evidence, on_delete=models.CASCADE, related_name="proof_point")
    figure = models.CharField(_("figure"), max_length=80, blank=True)
    # The form's own key: a double click or a retry makes one row.
    request_key = models.UUIDField(unique=True, editable=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.evidence_id} from {self.draft_id}"
