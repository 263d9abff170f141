"""MergeProposal: an author asks those of another idea whether the two may become one."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least, Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ideanet.people.models import Person
from ideas.models.ideas import Idea
from ideas.querysets.merge_proposals import MergeProposalQuerySet
from ideas.stages import MergeProposalState

_UNANSWERED = [MergeProposalState.WITHDRAWN, MergeProposalState.LAPSED]


class MergeProposal(models.Model):
    """`idea` would live on in `target`. `asks_target` says whose authors are asked; `by` is one of the other's."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="merge_proposals")
    target = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="merge_proposals_into")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asks_target = models.BooleanField(editable=False)
    reason = models.TextField(_("reason"), max_length=2000)
    proposed_at = models.DateTimeField(db_default=Now(), editable=False)
    expires_at = models.DateTimeField(editable=False)
    state = models.CharField(max_length=12, choices=MergeProposalState, default=MergeProposalState.OPEN)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, editable=False)
    answer = models.TextField(_("answer"), max_length=1000, blank=True)

    objects: ClassVar[MergeProposalQuerySet] = MergeProposalQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                Least("idea", "target"),
                Greatest("idea", "target"),
                condition=Q(state=MergeProposalState.OPEN),
                name="one_open_merge_proposal_per_pair",
            ),
            models.CheckConstraint(condition=~Q(idea=F("target")), name="a_merge_proposal_is_about_two"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_merge_proposal_says_why"),
            models.CheckConstraint(
                condition=Q(state=MergeProposalState.OPEN, ended_at__isnull=True, answered_by__isnull=True)
                | Q(state__in=_UNANSWERED, ended_at__isnull=False, answered_by__isnull=True)
                | Q(
                    state__in=[MergeProposalState.ACCEPTED, MergeProposalState.DECLINED],
                    ended_at__isnull=False,
                    answered_by__isnull=False,
                ),
                name="a_merge_proposal_is_open_or_ended",
            ),
            models.CheckConstraint(
                condition=~Q(state=MergeProposalState.DECLINED) | ~Q(answer=""),
                name="a_merge_proposal_is_declined_with_a_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["expires_at"],
                condition=Q(state=MergeProposalState.OPEN),
                name="merge_proposal_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"{self.idea_id} into {self.target_id}?"

    def get_absolute_url(self) -> str:
        return reverse("ideas:merge_proposal", args=[self.asked.pk, self.pk])

    @property
    def asked(self) -> Idea:
        """The idea whose authors are asked."""
        return self.target if self.asks_target else self.idea

    @property
    def asking(self) -> Idea:
        """The idea of whoever asks."""
        return self.idea if self.asks_target else self.target

    @property
    def is_open(self) -> bool:
        return self.state == MergeProposalState.OPEN
