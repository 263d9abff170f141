"""FileDecision: whether blind reviewers get a file of evidence, as a chair decided who looked through it."""

from django.db import models
from django.db.models.functions import Now

from councils.models.reviews import CouncilReview
from ideanet.people.models import Person
from ideas.models import Evidence


class FileDecision(models.Model):
    review = models.ForeignKey(CouncilReview, on_delete=models.CASCADE, related_name="file_decisions")
    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="+")
    is_given = models.BooleanField()
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "evidence"], name="a_file_is_decided_once_per_review")
        ]

    def __str__(self) -> str:
        return f"file of {self.evidence_id} in {self.review_id}"
