"""Nomination: somebody whom others want on a council, with alternates in line; its Nominators say why."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from councils.models.councils import Council
from councils.models.invitations import SeatInvitation
from councils.models.seats import Seat
from councils.querysets.nominations import NominationQuerySet, NominatorQuerySet
from ideanet.people.models import Person


class Nomination(models.Model):
    """Open until a seat is taken through it, the council sets it aside and says why, or all take it back."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="nominations")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    opened_at = models.DateTimeField(db_default=Now(), editable=False)
    offers_next = models.BooleanField(
        _("offer the next alternate by itself"),
        default=False,
        help_text=_("When an invitation is declined or runs out, the next in line is invited at once."),
    )
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    set_aside_because = models.CharField(_("reason"), max_length=300, blank=True)
    is_withdrawn = models.BooleanField(default=False, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects: ClassVar[NominationQuerySet] = NominationQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    class Meta:
        ordering = ["opened_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "person"],
                condition=Q(closed_at__isnull=True),
                name="one_open_nomination_per_person_and_council",
            ),
            models.CheckConstraint(
                condition=Q(
                    closed_at__isnull=True, seat__isnull=True, set_aside_because="", is_withdrawn=False
                )
                | Q(closed_at__isnull=False, seat__isnull=False, set_aside_because="", is_withdrawn=False)
                | Q(closed_at__isnull=False, seat__isnull=True, is_withdrawn=False) & ~Q(set_aside_because="")
                | Q(closed_at__isnull=False, seat__isnull=True, set_aside_because="", is_withdrawn=True),
                name="a_closed_nomination_says_what_came_of_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} for {self.council_id}"

    def get_absolute_url(self) -> str:
        return reverse("councils:nomination", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class Nominee(models.Model):
    """One place in line: 0 is whoever was nominated, the alternates follow."""

    nomination = models.ForeignKey(Nomination, on_delete=models.CASCADE, related_name="nominees")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    place = models.PositiveSmallIntegerField()
    invitation = models.ForeignKey(
        SeatInvitation, on_delete=models.SET_NULL, null=True, blank=True, related_name="nominees"
    )

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["nomination", "person"], name="in_line_once"),
            models.UniqueConstraint(fields=["nomination", "place"], name="one_nominee_per_place"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in place {self.place}"


class Nominator(models.Model):
    """Who nominated, and why. Several may nominate the same person without learning of each other.

    What was taken back stays as history with `withdrawn_at`.
    """

    nomination = models.ForeignKey(Nomination, on_delete=models.CASCADE, related_name="nominators")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    reason = models.TextField(_("reason"), max_length=2000)
    at = models.DateTimeField(db_default=Now(), editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[NominatorQuerySet] = NominatorQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["nomination", "person"], name="a_nominator_speaks_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_nomination_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} for {self.nomination_id}"
