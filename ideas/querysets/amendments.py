"""Questions asked of amendments."""

from typing import TYPE_CHECKING, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from ideanet.people.models import Person
from ideas.stages import TAKEN_UP, AmendmentState, CommentAudience, ReaderReason

if TYPE_CHECKING:
    from ideas.models import Amendment, Idea  # noqa: F401  # mypy reads the names in the bases


class AmendmentQuerySet(QuerySet["Amendment"]):
    def visible_to(self, person: Person) -> Self:
        """The rows for which `rules.may_view_amendment` is true."""
        from ideas.models import Idea  # models import their querysets

        return self.readable_by(person).filter(
            idea__in=Idea.objects.visible_to(person).order_by().values("pk")
        )

    def readable_by(self, person: Person) -> Self:
        """Of amendments to ideas that the person sees, those whose own audience they are in."""
        from ideas.models import Authorship, Reader  # models import their querysets

        if not person.is_active:
            return self.none()
        seen = Q(audience=CommentAudience.EVERYONE) | Q(proposer=person)
        if person.is_employee:
            seen |= Q(audience=CommentAudience.EMPLOYEES)
        mine = {"idea": OuterRef("idea_id"), "person": person}
        authors = Authorship.objects.filter(**mine, accepted_at__isnull=False)
        council = Reader.objects.filter(**mine, reason=ReaderReason.COUNCIL)
        return self.filter(
            seen | Q(audience=CommentAudience.REVIEWERS) & (Q(Exists(authors)) | Q(Exists(council)))
        )

    def on(self, idea: "Idea") -> Self:
        return self.filter(idea=idea)

    def open(self) -> Self:
        return self.filter(state=AmendmentState.OPEN)

    def taken_up(self) -> Self:
        return self.filter(state__in=TAKEN_UP)

    def for_list(self) -> Self:
        """Load all that ideas/partials/amendment.html shows and the rules ask."""
        return self.select_related(
            "idea__theme", "proposer__organisation", "revision", "answered_by", "made"
        ).defer("idea__search", "idea__theme__brief", "made__body")


def contributors(person: Person) -> ArraySubquery:
    """Whose amendments the idea took up, as far as the person may read those: one object for each.

    Who is a contributor and an author too is an author. `ideas.contributors` makes them names.
    """
    from ideas.models import Amendment, Authorship  # models import their querysets

    authors = Authorship.objects.filter(
        idea=OuterRef("idea_id"), person=OuterRef("proposer_id"), accepted_at__isnull=False
    )
    rows = (
        Amendment.objects.readable_by(person)
        .taken_up()
        .filter(~Exists(authors), idea=OuterRef("pk"))
        .order_by("proposer_id")
        .distinct("proposer_id")
    )
    return ArraySubquery(
        rows.values_list(
            JSONObject(
                pk=F("proposer_id"),
                name=F("proposer__name"),
                kind=F("proposer__organisation__kind"),
                organisation=F("proposer__organisation_id"),
            )
        )
    )
