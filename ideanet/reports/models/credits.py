"""Credit: one entry of the ledger, which is only ever added to."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ideanet.activity.models import Event
from ideanet.people.models import Person
from ideanet.reports.querysets import CreditQuerySet
from ideanet.reports.stages import CreditKind
from ideas.models import Idea


class Credit(models.Model):
    """Who has how much for which event. A trigger refuses to change or delete an entry: what is
    wrong is put right by a counter-entry that says why.

    `points` and `share` are what `amount` was made from at the time.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="credits")
    idea = models.ForeignKey(Idea, on_delete=models.PROTECT, related_name="credits")
    kind = models.CharField(max_length=12, choices=CreditKind)
    points = models.DecimalField(max_digits=6, decimal_places=2)
    share = models.PositiveSmallIntegerField()
    amount = models.DecimalField(max_digits=8, decimal_places=2)
    year = models.PositiveSmallIntegerField()
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="credits")
    booked_at = models.DateTimeField(db_default=Now(), editable=False)
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrections"
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects: ClassVar[CreditQuerySet] = CreditQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "person"], name="a_person_is_credited_once_per_event"),
            models.CheckConstraint(condition=Q(kind__in=CreditKind.values), name="credit_kind_is_known"),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True, amount__gt=0, reason="")
                | Q(corrects__isnull=False) & ~Q(amount=0) & ~Q(reason=""),
                name="a_correction_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["year", "person"], include=["amount"], name="credit_year_person"),
            models.Index(fields=["person", "-id"], name="credit_person"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} to {self.person_id} for {self.kind}"

    def get_absolute_url(self) -> str:
        return reverse("reports:credit", args=[self.pk])
