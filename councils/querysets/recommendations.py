"""Questions asked of members' own reviews."""

from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db.models import Q, QuerySet

from councils.stages import STANDING
from ideanet.people.models import Person

if TYPE_CHECKING:
    from councils.models import CouncilReview, Recommendation


class RecommendationQuerySet(QuerySet["Recommendation"]):
    model: "type[Recommendation]"

    def visible_to(self, person: Person) -> Self:
        """The rows for which `rules.may_read_recommendation` is true."""
        reviews = apps.get_model("councils", "CouncilReview").objects
        readable = reviews.readable_by(person).order_by().values("pk")
        seen = reviews.visible_to(person).order_by().values("pk")
        return self.filter(
            Q(submitted_at__isnull=False, assignment__review__in=readable)
            | Q(assignment__person=person, assignment__review__in=seen),
            assignment__state__in=STANDING,
        )

    def counting(self, review: "CouncilReview") -> Self:
        """What a decision is computed from: submitted and not void."""
        return self.filter(
            assignment__review=review, assignment__state__in=STANDING, submitted_at__isnull=False
        )

    def for_scores(self) -> Self:
        """Load what figures are computed from."""
        return self.select_related("assignment__seat").prefetch_related("scores__criterion")
