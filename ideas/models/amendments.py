"""Amendment: a change to one passage that a reader proposes, and what the authors made of it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ideanet.people.models import Person
from ideas.models.ideas import Idea
from ideas.models.revisions import Revision
from ideas.querysets.amendments import AmendmentQuerySet
from ideas.stages import TAKEN_UP, AmendedPart, AmendmentState, CommentAudience


class Amendment(models.Model):
    """`before` is the passage as it read in `revision`, where it stood `occurrence` equal passages down.

    `made` is the revision that took it up.
    """

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="amendments")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="amendments")
    proposer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="amendments")
    part = models.CharField(max_length=8, choices=AmendedPart)
    occurrence = models.PositiveSmallIntegerField(default=0, editable=False)
    before = models.TextField()
    after = models.TextField(_("how it should read"), blank=True)
    reason = models.TextField(_("why"), max_length=1000)
    audience = models.CharField(
        _("who reads it"), max_length=12, choices=CommentAudience, default=CommentAudience.EVERYONE
    )
    proposed_at = models.DateTimeField(db_default=Now(), editable=False)
    state = models.CharField(max_length=12, choices=AmendmentState, default=AmendmentState.OPEN)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True, editable=False)
    answer = models.TextField(_("answer"), blank=True, max_length=1000)
    made = models.ForeignKey(Revision, on_delete=models.PROTECT, null=True, related_name="took_up")
    # The form's own key: a double click or a retry makes one row.
    request_key = models.UUIDField(null=True, editable=False)

    objects: ClassVar[AmendmentQuerySet] = AmendmentQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["proposer", "request_key"], name="an_amendment_is_proposed_once"),
            models.CheckConstraint(condition=~Q(before=F("after")), name="an_amendment_changes_something"),
            models.CheckConstraint(condition=~Q(reason=""), name="an_amendment_says_why"),
            models.CheckConstraint(
                condition=Q(state__in=AmendmentState.values), name="amendment_state_is_known"
            ),
            models.CheckConstraint(condition=Q(part__in=AmendedPart.values), name="amended_part_is_known"),
            models.CheckConstraint(
                condition=Q(audience__in=CommentAudience.values), name="amendment_audience_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state=AmendmentState.OPEN, answered_at__isnull=True, answered_by__isnull=True)
                | ~Q(state=AmendmentState.OPEN) & Q(answered_at__isnull=False, answered_by__isnull=False),
                name="an_amendment_is_open_or_answered",
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(TAKEN_UP), made__isnull=False)
                | ~Q(state__in=sorted(TAKEN_UP)) & Q(made__isnull=True),
                name="taken_up_means_in_a_revision",
            ),
            models.CheckConstraint(
                condition=~Q(state=AmendmentState.DECLINED) | ~Q(answer=""),
                name="an_amendment_is_declined_with_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["idea", "-id"], name="amendment_idea"),
            models.Index(fields=["idea"], condition=Q(state=AmendmentState.OPEN), name="amendment_open"),
        ]

    def __str__(self) -> str:
        return f"{self.proposer_id} amends {self.idea_id}"

    def get_absolute_url(self) -> str:
        return reverse("ideas:amendment", args=[self.idea_id, self.pk])

    @property
    def is_open(self) -> bool:
        return self.state == AmendmentState.OPEN

    @property
    def is_taken_up(self) -> bool:
        return self.state in TAKEN_UP
