"""PrivateNote: what a member writes down for themselves while they read; nobody else ever reads it."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from councils.models.reviews import CouncilReview
from ideanet.people.models import Person


class PrivateNote(models.Model):
    """A table of its own, so that nothing which loads reviews loads it by accident."""

    review = models.ForeignKey(CouncilReview, on_delete=models.CASCADE, related_name="+")
    writer = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    body = models.TextField(_("private notes"), max_length=20_000, blank=True)
    saved_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "writer"], name="one_private_note_per_review_and_writer"
            )
        ]

    def __str__(self) -> str:
        return f"note of {self.writer_id} on {self.review_id}"
