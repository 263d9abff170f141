"""Seat: one person's place on a council for a term; ended seats stay as history."""

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from councils.models.councils import Council
from councils.querysets.seats import SeatQuerySet
from councils.stages import SeatClass
from ideanet.people.models import Person


class Seat(models.Model):
    """Open until it is ended; its person sits while it is open and today is within the term."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="seats")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="council_seats")
    seat_class = models.CharField(_("class"), max_length=12, choices=SeatClass)
    is_chair = models.BooleanField(_("chair"), default=False)
    is_secretary = models.BooleanField(_("secretary"), default=False)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True, help_text=_("Empty: no end is set."))
    ended_on = models.DateField(null=True, blank=True, editable=False)
    ended_because = models.CharField(_("why it ended"), max_length=300, blank=True)
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    let_go_at = models.DateTimeField(null=True, blank=True, editable=False)
    let_go_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    let_go_because = models.CharField(_("why it is not renewed"), max_length=300, blank=True)
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    exception = models.CharField(
        _("reason for an exception"),
        max_length=300,
        blank=True,
        help_text=_("Why the seat was given although an entry requirement is not met."),
    )

    objects: ClassVar[SeatQuerySet] = SeatQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    class Meta:
        ordering = ["-is_chair", "starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "person"],
                condition=Q(ended_on__isnull=True),
                name="one_open_seat_per_person_and_council",
            ),
            models.CheckConstraint(condition=Q(seat_class__in=SeatClass.values), name="seat_class_is_known"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="a_term_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_by__isnull=True, ended_because="")
                | Q(ended_on__isnull=False) & ~Q(ended_because=""),
                name="an_ended_seat_says_why",
            ),
            models.CheckConstraint(
                condition=Q(let_go_at__isnull=True, let_go_by__isnull=True, let_go_because="")
                | Q(let_go_at__isnull=False, let_go_by__isnull=False) & ~Q(let_go_because=""),
                name="a_seat_let_go_says_why",
            ),
            models.CheckConstraint(
                condition=Q(is_chair=False) | Q(is_secretary=False), name="a_secretary_is_no_chair"
            ),
        ]
        indexes = [models.Index(fields=["person", "council"], name="seat_person")]

    def __str__(self) -> str:
        return f"{self.person_id} on {self.council_id}"

    @property
    def is_open(self) -> bool:
        return self.ended_on is None

    @property
    def is_sitting(self) -> bool:
        """Twin: `SeatQuerySet.sitting`."""
        today = timezone.localdate()
        return (
            self.ended_on is None
            and self.starts_on <= today
            and (self.ends_on is None or today <= self.ends_on)
        )

    @cached_property
    def acts(self) -> bool:
        """Acts as chair now for one who is away; `SeatQuerySet.for_rules` loads it."""
        return self.acting_for.acting_now().exists()

    @cached_property
    def load(self) -> int:
        """How many reviews the member owes the council now; `SeatQuerySet.with_load` loads it."""
        return Seat.objects.with_load().get(pk=self.pk).load

    @property
    def is_chairing(self) -> bool:
        """Holds a chair's seat, or acts for who does; a secretary never."""
        return not self.is_secretary and (self.is_chair or self.acts)

    @property
    def is_ending(self) -> bool:
        """Within thirty days of the end of its term."""
        return self.ends_on is not None and self.ends_on <= timezone.localdate() + timedelta(days=30)
