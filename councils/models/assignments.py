"""Assignment: one member asked for a review. Conflict: what keeps a member away from it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from councils.models.reviews import CouncilReview
from councils.models.seats import Seat
from councils.querysets.assignments import AssignmentQuerySet
from councils.stages import STANDING, AssignmentState, ConflictKind
from ideanet.people.models import Person


class Assignment(models.Model):
    """`person` is the seat's; it stands here too so that the database can hold what it must."""

    review = models.ForeignKey(CouncilReview, on_delete=models.CASCADE, related_name="assignments")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="assignments")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="council_assignments")
    state = models.CharField(max_length=12, choices=AssignmentState, default=AssignmentState.INVITED)
    assigned_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField(db_default=Now(), editable=False)
    due_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    declined_because = models.CharField(_("reason"), max_length=300, blank=True)
    # Each reminder is sent once; the last one by hand at most daily.
    reminded_before_at = models.DateTimeField(null=True, editable=False)
    reminded_after_at = models.DateTimeField(null=True, editable=False)
    escalated_at = models.DateTimeField(null=True, editable=False)
    reminded_by_hand_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[AssignmentQuerySet] = AssignmentQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    class Meta:
        ordering = ["due_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "person"], name="a_member_is_assigned_once"),
            models.CheckConstraint(
                condition=Q(state__in=AssignmentState.values), name="assignment_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=AssignmentState.DECLINED) | ~Q(declined_because=""),
                name="a_declined_assignment_says_why",
            ),
        ]
        indexes = [models.Index(fields=["person", "state", "due_at"], name="assignment_person")]

    def __str__(self) -> str:
        return f"{self.person_id} reviews {self.review_id}"

    @property
    def is_standing(self) -> bool:
        return self.state in STANDING

    @property
    def is_submitted(self) -> bool:
        """Load with `select_related("recommendation")`."""
        recommendation = getattr(self, "recommendation", None)
        return recommendation is not None and recommendation.submitted_at is not None

    @cached_property
    def offer(self) -> int | None:
        """The key of the delegation that offers it to another member; `AssignmentQuerySet.with_offer` loads it."""
        return Assignment.objects.with_offer().get(pk=self.pk).offer

    @property
    def is_pending(self) -> bool:
        """A review is still owed."""
        return self.is_standing and not self.is_submitted

    @property
    def is_overdue(self) -> bool:
        return self.is_pending and self.due_at < timezone.now()


class Conflict(models.Model):
    """A person who may see nothing of a review. Found by the site where `declared_by` is empty."""

    review = models.ForeignKey(CouncilReview, on_delete=models.CASCADE, related_name="conflicts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=ConflictKind)
    reason = models.CharField(_("what the conflict is"), max_length=500, blank=True)
    declared_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    declared_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "person"], name="a_conflict_once_per_person"),
            models.CheckConstraint(
                condition=Q(kind=ConflictKind.DECLARED, declared_by__isnull=False) & ~Q(reason="")
                | ~Q(kind=ConflictKind.DECLARED) & Q(declared_by__isnull=True),
                name="a_declared_conflict_says_who_and_why",
            ),
            models.CheckConstraint(condition=Q(kind__in=ConflictKind.values), name="conflict_kind_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} not on {self.review_id}"
