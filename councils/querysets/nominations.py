"""Questions asked of nominations."""

from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Now

from ideanet.people.models import Person

if TYPE_CHECKING:
    from councils.models import Nomination, Nominator


class NominationQuerySet(QuerySet["Nomination"]):
    model: "type[Nomination]"

    def open(self) -> Self:
        return self.filter(closed_at__isnull=True)

    def visible_to(self, person: Person) -> Self:
        """The rows for which `seat_rules.may_view_nomination` is true."""
        if not person.is_active:
            return self.none()
        councils = apps.get_model("councils", "Council").objects.inviting_for(person).order_by().values("pk")
        in_line = apps.get_model("councils", "Nominee").objects.filter(
            nomination=OuterRef("pk"), person=person
        )
        seen = Person.objects.visible_to(person).order_by().values("pk")
        return self.filter(council__in=councils, person__in=seen).exclude(Exists(in_line))

    def waiting(self) -> Self:
        """Open, and nobody in line has an invitation to answer: the next step is the council's."""
        invitations = apps.get_model("councils", "SeatInvitation").objects
        standing = invitations.pending().filter(
            Q(expires_at__gt=Now()) | Q(needs_agreement=True, agreed_at__isnull=True)
        )
        nominees = apps.get_model("councils", "Nominee").objects
        asked = nominees.filter(nomination=OuterRef("pk"), invitation__in=standing.order_by().values("pk"))
        return self.open().exclude(Exists(asked))

    def for_rules(self) -> Self:
        """Load what the rules ask; the council comes `for_rules()` from elsewhere."""
        return self.select_related("person__organisation").prefetch_related("nominees")

    def for_line(self) -> Self:
        """Load what the rules ask, and all that councils/nomination.html shows of those in line."""
        nominees = apps.get_model("councils", "Nominee").objects
        line = nominees.select_related("person__organisation", "invitation").order_by("place")
        return self.select_related("person__organisation").prefetch_related(
            Prefetch("nominees", queryset=line)
        )


class NominatorQuerySet(QuerySet["Nominator"]):
    model: "type[Nominator]"

    def standing(self) -> Self:
        """Not taken back."""
        return self.filter(withdrawn_at__isnull=True)
