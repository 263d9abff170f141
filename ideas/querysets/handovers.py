"""Questions asked of handovers."""

from typing import TYPE_CHECKING, Self

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from ideanet.people.models import Person
from ideas.stages import HandoverKind, HandoverState

if TYPE_CHECKING:
    from ideas.models import Handover, Idea  # noqa: F401  # mypy reads the names in the bases


class HandoverQuerySet(QuerySet["Handover"]):
    def visible_to(self, person: Person) -> Self:
        """The rows for which `rules.may_view_handover` is true."""
        from ideas.models import Authorship, Idea  # models import their querysets

        if not person.is_active:
            return self.none()
        authors = Authorship.objects.filter(
            idea=OuterRef("idea_id"), person=person, accepted_at__isnull=False
        )
        seen = Idea.objects.visible_to(person).order_by().values("pk")
        return self.filter(Q(taker=person) | Q(giver=person) | Q(Exists(authors)), idea__in=seen)

    def on(self, idea: "Idea") -> Self:
        return self.filter(idea=idea)

    def waiting(self) -> Self:
        return self.filter(state=HandoverState.OPEN)

    def on_behalf(self) -> Self:
        return self.filter(kind=HandoverKind.BEHALF)


def waiting_for(person: Person) -> Subquery:
    """The key of the handover of the idea that waits for this person; null without one."""
    from ideas.models import Handover  # models import their querysets

    rows = Handover.objects.waiting().filter(idea=OuterRef("pk"), taker=person).order_by("pk")
    return Subquery(rows.values("pk")[:1])
