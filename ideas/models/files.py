"""EvidenceFile: the file behind a piece of evidence, kept apart from every public folder."""

from django.db import models
from django.db.models import Q

from ideas.models.evidence import Evidence


class EvidenceFile(models.Model):
    """Kept under a name that tells nothing; `name` is what a download is called. Whoever may see the evidence
    may have it, and nobody else. A thumbnail is there only for pictures, which are made anew here.
    """

    evidence = models.OneToOneField(Evidence, on_delete=models.CASCADE, related_name="attachment")
    file = models.FileField(upload_to="evidence/%Y/%m", max_length=120)
    thumbnail = models.FileField(upload_to="evidence/%Y/%m", max_length=120, blank=True)
    name = models.CharField(max_length=100)
    content_type = models.CharField(max_length=100)
    thumbnail_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField()  # in bytes

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(thumbnail="", thumbnail_type="") | ~Q(thumbnail="") & ~Q(thumbnail_type=""),
                name="a_thumbnail_has_a_type",
            )
        ]

    def __str__(self) -> str:
        return self.name
