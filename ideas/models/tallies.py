"""SegmentTally: how much an idea matters to one industry, kept at write time like the idea's own tallies."""

from django.db import models

from ideanet.people.models import Segment
from ideas.models.ideas import Idea


class SegmentTally(models.Model):
    """Customers and their accounts of the segment that support the idea; employees alone see them apart."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="segment_tallies")
    segment = models.ForeignKey(Segment, on_delete=models.CASCADE, related_name="+")
    customer_count = models.IntegerField(default=0)
    account_count = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["idea", "segment"], name="a_tally_once_per_idea_and_segment")
        ]
        indexes = [
            models.Index(
                fields=["segment", "-account_count", "-customer_count", "-idea"], name="tally_for_segment"
            )
        ]

    def __str__(self) -> str:
        return f"{self.segment_id} for {self.idea_id}: {self.customer_count} at {self.account_count}"
