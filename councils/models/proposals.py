"""Proposal: who should review what, before a chair confirms it. Separation: two members who should not meet."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from councils.models.councils import Council
from councils.models.reviews import CouncilReview
from councils.models.seats import Seat
from councils.querysets.proposals import ProposalQuerySet, ProposedQuerySet
from ideanet.people.models import Person


class Proposal(models.Model):
    """One chair’s, of one council; it asks nobody anything until it is confirmed."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="proposals")
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    confirmed_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[ProposalQuerySet] = ProposalQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "made_by"],
                condition=Q(confirmed_at__isnull=True),
                name="one_open_proposal_per_chair_and_council",
            )
        ]

    def __str__(self) -> str:
        return f"proposal {self.pk} for {self.council_id}"


class Proposed(models.Model):
    """One member for one review; `fields` are the fields of expertise that speak for it."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="proposed")
    review = models.ForeignKey(CouncilReview, on_delete=models.CASCADE, related_name="+")
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="+")
    fields = ArrayField(models.CharField(max_length=80), default=list)
    by_hand = models.BooleanField(default=False)
    refused = models.CharField(max_length=300, blank=True, help_text="Why they could not be asked after all.")

    objects: ClassVar[ProposedQuerySet] = ProposedQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    class Meta:
        ordering = ["review", "pk"]
        verbose_name_plural = "proposed"
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "review", "seat"], name="a_member_is_proposed_once_per_review"
            )
        ]

    def __str__(self) -> str:
        return f"{self.seat_id} for {self.review_id}"


class Separation(models.Model):
    """Two members whom the council never puts on one review; known to its chairs alone."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="separations")
    # The one with the lower key first, so that a pair has one row.
    one = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(_("reason"), max_length=300)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["council", "one", "other"], name="a_separation_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="a_separation_is_of_two"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_separation_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} and {self.other_id} apart"
