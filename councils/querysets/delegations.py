"""Questions asked of delegations."""

from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db.models import Q, QuerySet

from councils.stages import STANDING, DelegationState, ReviewState
from ideanet.people.models import Person

if TYPE_CHECKING:
    from councils.models import Delegation


class DelegationQuerySet(QuerySet["Delegation"]):
    model: "type[Delegation]"

    def open(self) -> Self:
        """Not answered, of reviews that are still owed."""
        return self.filter(
            state=DelegationState.ASKED,
            assignment__state__in=STANDING,
            assignment__review__state=ReviewState.OPEN,
        )

    def visible_to(self, person: Person) -> Self:
        """The rows for which `duty_rules.may_view_delegation` is true, in reviews that one sees."""
        reviews = apps.get_model("councils", "CouncilReview").objects
        seen = reviews.visible_to(person).order_by().values("pk")
        chaired = reviews.chaired_by(person).order_by().values("pk")
        own = Q(assignment__person=person) | Q(seat__person=person, obstacle="")
        return self.filter(own & Q(assignment__review__in=seen) | Q(assignment__review__in=chaired))
