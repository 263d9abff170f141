"""Delegation: a member asks another to take over a review; the other accepts, or the chair confirms."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from councils.models.assignments import Assignment
from councils.models.seats import Seat
from councils.querysets.delegations import DelegationQuerySet
from councils.stages import DelegationState
from ideanet.people.models import Person


class Delegation(models.Model):
    """`obstacle` says to the chair alone why the other could not be asked; then the other hears nothing of it."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="delegations")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    obstacle = models.CharField(max_length=300, blank=True, editable=False)
    state = models.CharField(max_length=12, choices=DelegationState, default=DelegationState.ASKED)
    asked_at = models.DateTimeField(db_default=Now(), editable=False)
    answered_at = models.DateTimeField(null=True, editable=False)
    answered_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )

    objects: ClassVar[DelegationQuerySet] = DelegationQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment"],
                condition=Q(state=DelegationState.ASKED),
                name="a_review_is_offered_to_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state=DelegationState.ASKED, answered_at__isnull=True, answered_by__isnull=True)
                | Q(state__in=sorted(set(DelegationState.values) - {"asked"}))
                & Q(answered_at__isnull=False, answered_by__isnull=False),
                name="an_answered_delegation_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment_id} to {self.seat_id}"
