"""Questions asked of proposals to merge."""

from typing import TYPE_CHECKING, Self

from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from ideanet.people.models import Person
from ideas import rules
from ideas.stages import MergeProposalState

if TYPE_CHECKING:
    from ideas.models import Idea, MergeProposal  # noqa: F401  # mypy reads the names in the bases


class MergeProposalQuerySet(QuerySet["MergeProposal"]):
    def visible_to(self, person: Person) -> Self:
        """The rows for which `merge_rules.may_view_proposal` is true."""
        from ideas.models import Idea  # models import their querysets

        if not person.is_active:
            return self.none()
        own = Idea.objects.written_by(person).order_by().values("pk")
        seen = Idea.objects.visible_to(person).order_by().values("pk")
        return self.filter(Q(idea__in=own) | Q(target__in=own), idea__in=seen, target__in=seen)

    def open(self) -> Self:
        """Those that can be answered now, by the database's clock."""
        return self.filter(state=MergeProposalState.OPEN, expires_at__gt=Now())

    def expired(self) -> Self:
        """Those that nobody answered in time, and that do not say so yet."""
        return self.filter(state=MergeProposalState.OPEN, expires_at__lte=Now())

    def asking(self, person: Person) -> Self:
        """Those that wait for this person's answer."""
        from ideas.models import Idea  # models import their querysets

        own = Idea.objects.written_by(person).order_by().values("pk")
        asked = Q(asks_target=True, target__in=own) | Q(asks_target=False, idea__in=own)
        return self.open().visible_to(person).filter(asked)

    def on(self, idea: "Idea") -> Self:
        return self.filter(Q(idea=idea) | Q(target=idea))

    def between(self, idea: "Idea", other: "Idea") -> Self:
        return self.filter(idea__in=[idea.pk, other.pk], target__in=[idea.pk, other.pk])

    def for_page(self) -> Self:
        """Load what rules and pages ask."""
        return self.select_related("idea__theme", "target__theme", "by", "answered_by").prefetch_related(
            *(f"{idea}__{rows}" for idea in ("idea", "target") for rows in ("authorships", "reader_rows")),
            *(
                f"{idea}__{rows}"
                for idea in ("idea", "target")
                for rows in ("shared_with", "theme__customers")
            ),
        )


def answerers(asked: "Idea", asking: "Idea") -> list[Person]:
    """The authors of the one who may see the other: nobody is asked about what they could not see.

    Both as `for_rules()` loads them; one query.
    """
    from ideas.models import Authorship  # models import their querysets

    rows = Authorship.objects.filter(idea=asked, accepted_at__isnull=False, person__is_active=True)
    people = [row.person for row in rows.select_related("person__organisation").order_by("position", "pk")]
    return [person for person in people if rules.may_view(person, asking)]
