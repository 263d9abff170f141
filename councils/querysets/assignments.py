"""Questions asked of assignments."""

from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db.models import Case, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Now

from councils.stages import STANDING, ReviewState
from ideanet.people.models import Person

if TYPE_CHECKING:
    from councils.models import Assignment


class AssignmentQuerySet(QuerySet["Assignment"]):
    model: "type[Assignment]"

    def of(self, person: Person) -> Self:
        """One's own; a void one is as if it had never been."""
        return self.filter(person=person, state__in=STANDING)

    def visible_to(self, person: Person) -> Self:
        """One's own, and those of the reviews one chairs or keeps the papers of; nothing of those unseen."""
        reviews = apps.get_model("councils", "CouncilReview").objects
        own = Q(
            person=person, state__in=STANDING, review__in=reviews.visible_to(person).order_by().values("pk")
        )
        chaired = Q(review__in=reviews.chaired_by(person).order_by().values("pk"))
        return self.filter(own | chaired | Q(review__in=reviews.kept_by(person).order_by().values("pk")))

    def standing(self) -> Self:
        return self.filter(state__in=STANDING)

    def pending(self) -> Self:
        """A review is still owed; twin of `is_pending` while the review is open."""
        return self.standing().filter(
            Q(recommendation__isnull=True) | Q(recommendation__submitted_at__isnull=True),
            review__state=ReviewState.OPEN,
        )

    def submitted(self) -> Self:
        return self.standing().filter(recommendation__submitted_at__isnull=False)

    def in_queue_of(self, person: Person) -> Self:
        """One's own while the review is open, and those that are in; annotates `is_done`."""
        reviews = apps.get_model("councils", "CouncilReview").objects.visible_to(person)
        submitted = Q(recommendation__submitted_at__isnull=False)
        mine = self.of(person).filter(submitted | Q(review__state=ReviewState.OPEN))
        is_done = Case(When(submitted, then=Value(1)), default=Value(0), output_field=IntegerField())
        return mine.filter(review__in=reviews.order_by().values("pk")).annotate(is_done=is_done)

    def due_within(self, span: timedelta) -> Self:
        """Not due yet, but before `span` is over, by the database's clock."""
        return self.filter(due_at__gt=Now(), due_at__lte=Now() + span)

    def overdue(self) -> Self:
        return self.pending().filter(due_at__lt=Now())

    def with_offer(self) -> Self:
        """Annotates `offer`."""
        offers = apps.get_model("councils", "Delegation").objects.open().filter(assignment=OuterRef("pk"))
        return self.annotate(offer=Subquery(offers.order_by("-pk").values("pk")[:1]))

    def for_queue(self) -> Self:
        """Load all that councils/queue.html shows."""
        return self.select_related(
            "review__idea__theme", "review__council", "review__revision", "recommendation"
        ).defer(
            "review__idea__body",
            "review__idea__search",
            "review__revision__body",
            "review__council__charter",
        )
