"""Questions asked of councils."""

from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce

from councils import rules
from councils.stages import UNDER_WAY
from ideanet.people.models import Person

if TYPE_CHECKING:
    from councils.models import Council


class CouncilQuerySet(QuerySet["Council"]):
    model: "type[Council]"

    def visible_to(self, person: Person) -> Self:
        """The rows for which `rules.may_view_council` is true."""
        if not person.is_active:
            return self.none()
        if person.is_employee:
            return self
        return self.filter(
            Q(is_network=True)
            | Q(pk__in=person.council_seats.open().values("council"))
            | Q(pk__in=person.seat_invitations.usable().values("council"))
        )

    def editable_by(self, person: Person) -> Self:
        """The rows for which `rules.may_edit_council` is true."""
        if rules.keeps_councils(person):
            return self
        return self.chaired_by(person)

    def kept_by(self, person: Person) -> Self:
        """The rows for which `rules.is_secretary` is true."""
        if not person.is_active or not person.may_use_powers:
            return self.none()
        return self.filter(pk__in=person.council_seats.sitting().filter(is_secretary=True).values("council"))

    def inviting_for(self, person: Person) -> Self:
        """The rows for which `rules.may_invite` is true."""
        kept = self.model.objects.kept_by(person).order_by().values("pk")
        return self.filter(
            Q(pk__in=self.model.objects.editable_by(person).order_by().values("pk")) | Q(pk__in=kept)
        )

    def chaired_by(self, person: Person) -> Self:
        """The rows for which `rules.chairs` is true."""
        if not person.is_active or not person.may_use_powers:
            return self.none()
        return self.filter(pk__in=person.council_seats.chairing().values("council"))

    def for_rules(self) -> Self:
        """Load what the rules ask, so that none of them asks the database."""
        return self.for_members().prefetch_related("seat_invitations")

    def for_members(self) -> Self:
        """Load what the rules ask of those who sit, but not who is invited."""
        seats = apps.get_model("councils", "Seat").objects.open().for_rules()
        return self.prefetch_related(Prefetch("seats", queryset=seats))

    def for_seats(self) -> Self:
        """Load what the rules ask, with the seats that ended, renewals, and who was invited and by whom."""
        models = apps.get_model
        seats = models("councils", "Seat").objects.for_rules().prefetch_related("renewals")
        invitations = models("councils", "SeatInvitation").objects.select_related(
            "person", "invited_by", "agreed_by"
        )
        return self.prefetch_related(
            Prefetch("seats", queryset=seats), Prefetch("seat_invitations", queryset=invitations)
        )

    def for_list(self, person: Person) -> Self:
        """Load all that councils/councils.html shows: with `review_count`, those under way that one may see."""
        reviews = apps.get_model("councils", "CouncilReview").objects
        seen = (
            reviews.visible_to(person)
            .filter(council=OuterRef("pk"), state__in=UNDER_WAY)
            .order_by()
            .values("council")
            .annotate(number=Count("pk"))
            .values("number")
        )
        return self.for_rules().defer("charter", "invitation_note").annotate(review_count=Coalesce(seen, 0))
