"""Questions asked of a council's examples."""

from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet

from councils.stages import ReviewState
from ideanet.people.models import Person
from ideas.models import Idea

if TYPE_CHECKING:
    from councils.models import Example


class ExampleQuerySet(QuerySet["Example"]):
    model: "type[Example]"

    def visible_to(self, person: Person) -> Self:
        """Of councils where one sits; of a decided idea only what one may see, and is in no conflict with."""
        if not person.is_active:
            return self.none()
        reviews = apps.get_model("councils", "CouncilReview").objects
        ideas = Idea.objects.visible_to(person).order_by().values("pk")
        free = reviews.filter(state=ReviewState.CLOSED, idea__in=ideas).free_of_conflict(person)
        return self.filter(
            Q(review__isnull=True) | Q(review__in=free.order_by().values("pk")),
            council__in=person.council_seats.sitting().values("council"),
        )

    def standing(self) -> Self:
        return self.filter(retired_at__isnull=True)

    def to_score_by(self, person: Person) -> Self:
        """Of the set as it stands, what this person has not scored yet."""
        done = apps.get_model("councils", "Calibration").objects.filter(example=OuterRef("pk"), person=person)
        return self.visible_to(person).standing().exclude(Exists(done))

    def for_page(self) -> Self:
        """Load the text, and what was agreed."""
        return self.select_related("review__revision", "council").prefetch_related("agreed__criterion")
