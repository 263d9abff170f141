"""CouncilReview: one council's review of one revision, under the rules that stood when it opened."""

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from councils.models.councils import Council
from councils.models.letter_templates import LetterTemplate
from councils.models.procedures import Procedure
from councils.models.scorecards import Scorecard
from councils.querysets.reviews import CouncilReviewQuerySet
from councils.stages import UNDER_WAY, ReviewState
from ideanet.people.models import Person
from ideas.models import Idea, Revision

if TYPE_CHECKING:
    from councils.models.decisions import Decision


class CouncilReview(Procedure):
    """`number` counts this council's reviews of the idea within one trip round the loop."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="reviews")
    idea = models.ForeignKey(Idea, on_delete=models.PROTECT, related_name="council_reviews")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="council_reviews")
    round_number = models.PositiveIntegerField()
    number = models.PositiveSmallIntegerField()
    scorecard = models.ForeignKey(Scorecard, on_delete=models.PROTECT, related_name="reviews")
    letter_template = models.ForeignKey(
        LetterTemplate, on_delete=models.PROTECT, null=True, related_name="reviews", editable=False
    )
    state = models.CharField(max_length=12, choices=ReviewState, default=ReviewState.OPEN)
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(db_default=Now(), editable=False)
    due_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    overdue_told_at = models.DateTimeField(null=True, editable=False)
    escalated_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[CouncilReviewQuerySet] = CouncilReviewQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    class Meta(Procedure.Meta):
        ordering = ["due_at", "pk"]
        constraints = [
            *Procedure.Meta.constraints,
            models.UniqueConstraint(
                fields=["idea"],
                condition=Q(state__in=sorted(UNDER_WAY)),
                name="one_council_at_a_time_has_an_idea",
            ),
            models.UniqueConstraint(
                fields=["council", "idea", "round_number", "number"], name="a_councils_rounds_are_counted"
            ),
            models.CheckConstraint(condition=Q(state__in=ReviewState.values), name="review_state_is_known"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, state__in=sorted(UNDER_WAY))
                | Q(closed_at__isnull=False) & ~Q(state__in=sorted(UNDER_WAY)),
                name="a_review_under_way_is_not_closed",
            ),
            models.CheckConstraint(condition=Q(due_at__gt=F("opened_at")), name="a_review_has_time"),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=F("round_limit")),
                name="a_review_is_within_its_rounds",
            ),
        ]
        indexes = [models.Index(fields=["council", "state", "due_at"], name="review_council")]

    def __str__(self) -> str:
        return self.idea.title

    def get_absolute_url(self) -> str:
        return reverse("councils:review", args=[self.pk])

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY

    @property
    def is_open(self) -> bool:
        return self.state == ReviewState.OPEN

    @property
    def is_overdue(self) -> bool:
        """Twin: `CouncilReviewQuerySet.overdue`."""
        return self.is_under_way and self.due_at < timezone.now()

    @property
    def decision(self) -> "Decision | None":
        """The standing one; load `decisions__letter`."""
        return next((decision for decision in self.decisions.all() if decision.void_at is None), None)

    @cached_property
    def judged_before(self) -> list[int]:
        """Who reviewed the idea blind earlier on this trip, by key; `CouncilReviewQuerySet.for_rules` loads it."""
        found = CouncilReview.objects.with_earlier_reviewers().get(pk=self.pk)
        return list(found.judged_before)

    @property
    def is_last(self) -> bool:
        """No round is left after this one."""
        return self.number >= self.round_limit
