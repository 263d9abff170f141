"""Goal: what a person and their manager agree on for a year, and every proposal on the way."""

from decimal import Decimal
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from ideanet.people.models import Person
from ideanet.reports.querysets import GoalQuerySet
from ideanet.reports.stages import GoalState


class Goal(models.Model):
    """What was agreed holds until another proposal is agreed in its place."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="goals")
    year = models.PositiveSmallIntegerField(_("year"))
    target = models.DecimalField(
        _("credits"),
        max_digits=6,
        decimal_places=2,
        validators=[MinValueValidator(Decimal("0.25")), MaxValueValidator(Decimal(999))],
    )
    state = models.CharField(max_length=12, choices=GoalState, default=GoalState.PROPOSED)
    note = models.CharField(_("note"), max_length=300, blank=True)
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(db_default=Now(), editable=False)
    agreed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[GoalQuerySet] = GoalQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "year"],
                condition=Q(state=GoalState.AGREED),
                name="one_agreed_goal_per_person_and_year",
            ),
            models.UniqueConstraint(
                fields=["person", "year"],
                condition=Q(state=GoalState.PROPOSED),
                name="one_open_proposal_per_person_and_year",
            ),
            models.CheckConstraint(condition=Q(state__in=GoalState.values), name="goal_state_is_known"),
            models.CheckConstraint(condition=Q(target__gt=0), name="a_goal_is_something"),
            models.CheckConstraint(condition=Q(year__range=(2000, 2200)), name="a_goal_has_a_year"),
            models.CheckConstraint(
                condition=~Q(state=GoalState.AGREED) | Q(agreed_by__isnull=False, agreed_at__isnull=False),
                name="an_agreed_goal_says_by_whom_and_when",
            ),
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True) | ~Q(agreed_by=F("proposed_by")),
                name="nobody_agrees_with_themselves",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target} in {self.year} by {self.person_id}"
