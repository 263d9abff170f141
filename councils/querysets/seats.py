"""Questions asked of seats and of the invitations to them."""

from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Now
from django.utils import timezone

from councils import rules
from councils.stages import Blindness
from ideanet.people.models import Person

if TYPE_CHECKING:
    from councils.models import Absence, Seat, SeatInvitation


class SeatQuerySet(QuerySet["Seat"]):
    model: "type[Seat]"

    def open(self) -> Self:
        return self.filter(ended_on__isnull=True)

    def sitting(self) -> Self:
        """The rows for which `is_sitting` is true."""
        today = timezone.localdate()
        return self.open().filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today), starts_on__lte=today)

    def chairing(self) -> Self:
        """Sitting, as a chair or acting for one who is away; twin of `is_sitting and is_chairing`."""
        return self.sitting().filter(Q(is_chair=True) | Exists(_acting()), is_secretary=False)

    def for_rules(self) -> Self:
        """Load what the rules ask of a seat."""
        return self.select_related("person__organisation").annotate(acts=Exists(_acting()))

    def with_load(self) -> Self:
        """Annotates `load`."""
        pending = apps.get_model("councils", "Assignment").objects.pending()
        owed = pending.filter(review__council=OuterRef("council"), person=OuterRef("person"))
        counted = owed.order_by().values("person").annotate(number=Count("pk")).values("number")
        return self.annotate(load=Coalesce(Subquery(counted), 0))

    def visible_to(self, person: Person) -> Self:
        """The rows for which `rules.may_view_seat` is true."""
        councils = apps.get_model("councils", "Council").objects.visible_to(person).order_by().values("pk")
        own = Q(person=person) | Q(council__in=person.council_seats.sitting().values("council"))
        seen = Q(person__in=Person.objects.visible_to(person).order_by().values("pk"))
        if not rules.keeps_councils(person):
            seen &= ~Q(council__blindness=Blindness.BOTH_HIDDEN) | Q(is_chair=True, ended_on__isnull=True)
        return self.filter(own | seen, council__in=councils)

    def for_faces(self) -> Self:
        """Load all that councils/partials/seat.html shows, and what `rules.may_view_seat` asks of the person."""
        return self.select_related("person__organisation")


def _acting() -> "QuerySet[Absence]":
    """Absences in which the outer seat acts as chair now."""
    return apps.get_model("councils", "Absence").objects.acting_now().filter(acting=OuterRef("pk"))


class SeatInvitationQuerySet(QuerySet["SeatInvitation"]):
    model: "type[SeatInvitation]"

    def pending(self) -> Self:
        """Neither answered nor revoked, though perhaps run out."""
        return self.filter(accepted_at__isnull=True, declined_at__isnull=True, revoked_at__isnull=True)

    def sent(self) -> Self:
        """The rows for which `is_sent` is true."""
        return self.filter(Q(needs_agreement=False) | Q(agreed_at__isnull=False))

    def usable(self) -> Self:
        """Pending, sent and not run out, by the database's clock; twin of `is_usable`."""
        return self.pending().sent().filter(expires_at__gt=Now())

    def run_out(self) -> Self:
        """Sent, and out of time before anybody answered, by the database's clock."""
        return self.pending().sent().filter(expires_at__lte=Now())

    def to_agree_by(self, person: Person) -> Self:
        """Exceptions that wait for a second person; the rows for which `seat_rules.may_agree` is true."""
        waiting = self.pending().filter(needs_agreement=True, agreed_at__isnull=True)
        waiting = waiting.exclude(Q(invited_by=person) | Q(person=person))
        chaired = apps.get_model("councils", "Council").objects.chaired_by(person).order_by().values("pk")
        mine: Combinable | Q = Q(council__in=chaired)
        if rules.keeps_councils(person):
            seats = apps.get_model("councils", "Seat").objects.chairing()
            others = seats.filter(council=OuterRef("council"), person__is_active=True)
            others = others.exclude(person=OuterRef("invited_by")).exclude(person=OuterRef("person"))
            mine |= ~Exists(others)
        return waiting.filter(mine)

    def visible_to(self, person: Person) -> Self:
        """The rows for which `rules.may_view_invitation` is true."""
        if not person.is_active:
            return self.none()
        editable = apps.get_model("councils", "Council").objects.inviting_for(person).order_by().values("pk")
        own = Q(person=person) & (Q(needs_agreement=False) | Q(agreed_at__isnull=False))
        return self.filter(own | Q(council__in=editable))
