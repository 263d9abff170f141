"""Dates of councils: reviews that one owes or chairs, invitations that run out, and terms that end."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from councils.models import Assignment, Council, CouncilReview, Seat, SeatInvitation
from ideanet.activity.datebook import Date, register_dates
from ideanet.people.models import Person

MOST = 200


def of_reviews(person: Person, _since: datetime) -> Iterator[Date]:
    """Those that one still owes, late or not. One query."""
    owed = (
        Assignment.objects.of(person)
        .pending()
        .filter(review__in=CouncilReview.objects.visible_to(person).order_by().values("pk"))
    )
    for key, title, due_at in owed.order_by("due_at", "pk").values_list(
        "review", "review__idea__title", "due_at"
    )[:MOST]:
        path = reverse("councils:review", args=[key])
        label = _("Your review of “%(title)s” is due") % {"title": title}
        yield Date(f"review-{key}-mine", label, path, due_at, closes=True)


def of_chairs(person: Person, _since: datetime) -> Iterator[Date]:
    """When the windows close of the reviews that are in one's hands. One query."""
    chaired = CouncilReview.objects.under_way().chaired_by(person).order_by("due_at", "pk")
    for key, title, due_at in chaired.values_list("pk", "idea__title", "due_at")[:MOST]:
        path = reverse("councils:dashboard", args=[key])
        label = _("The council’s window for “%(title)s” closes") % {"title": title}
        yield Date(f"review-{key}-window", label, path, due_at, closes=True)


def of_invitations(person: Person, _since: datetime) -> Iterator[Date]:
    """One query."""
    open_ones = SeatInvitation.objects.usable().filter(person=person)
    for key, name, expires_at in open_ones.values_list("pk", "council__name", "expires_at")[:MOST]:
        path = reverse("councils:invitation", args=[key])
        label = _("The invitation to “%(council)s” runs out") % {"council": name}
        yield Date(f"seat-invitation-{key}", label, path, expires_at, closes=True)


def of_terms(person: Person, since: datetime) -> Iterator[Date]:
    """The end of one's own, and of those that one may renew. One query."""
    chaired = Council.objects.chaired_by(person).order_by().values("pk")
    ending = Seat.objects.open().filter(
        Q(person=person) | Q(council__in=chaired), ends_on__gte=since.date(), person__is_active=True
    )
    rows = ending.order_by("ends_on", "pk").values_list(
        "pk", "person", "person__name", "council__name", "ends_on"
    )
    for key, member, name, council, ends_on in rows[:MOST]:
        assert ends_on is not None  # noqa: S101  # tells the type
        label = (
            _("Your term on “%(council)s” ends") % {"council": council}
            if member == person.pk
            else _("The term of %(name)s on “%(council)s” ends") % {"name": name, "council": council}
        )
        yield Date(f"seat-{key}-ends", label, reverse("councils:seat", args=[key]), ends_on)


def declare() -> None:
    """Called once, when the app is ready."""
    for provider in (of_reviews, of_chairs, of_invitations, of_terms):
        register_dates(provider)
