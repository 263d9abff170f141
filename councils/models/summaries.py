"""Summary: the chair's account of a council's discussion; a newer one takes its place, and both are kept."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from councils.models.reviews import CouncilReview
from ideanet.people.models import Person


class Summary(models.Model):
    review = models.ForeignKey(CouncilReview, on_delete=models.CASCADE, related_name="summaries")
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    body = models.TextField(_("summary of the discussion"), max_length=10_000)
    at = models.DateTimeField(db_default=Now(), editable=False)
    # Of a chair who was in conflict later: kept for the record, shown to nobody.
    void_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "summaries"
        constraints = [models.CheckConstraint(condition=~Q(body=""), name="a_summary_says_something")]
        indexes = [models.Index(fields=["review", "id"], name="summary_review")]

    def __str__(self) -> str:
        return f"summary of {self.review_id}"
