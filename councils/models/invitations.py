"""SeatInvitation: the single-use, hashed, expiring way onto a council."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from councils.models.councils import Council
from councils.models.seats import Seat
from councils.querysets.seats import SeatInvitationQuerySet
from councils.stages import SeatClass
from ideanet.people.models import Person


class SeatInvitation(models.Model):
    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="seat_invitations")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="seat_invitations")
    seat_class = models.CharField(_("class"), max_length=12, choices=SeatClass)
    is_chair = models.BooleanField(_("as a chair"), default=False)
    is_secretary = models.BooleanField(_("as the secretary"), default=False)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    message = models.TextField(_("message"), max_length=2000, blank=True)
    exception = models.CharField(_("reason for an exception"), max_length=300, blank=True)
    needs_agreement = models.BooleanField(
        default=False,
        editable=False,
        help_text="An entry requirement is not met, so a second person agrees before it is sent.",
    )
    agreed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)
    invited_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(db_default=Now(), editable=False)
    token_digest = models.CharField(
        max_length=64, unique=True, editable=False, help_text="SHA-256 of the token, in hexadecimal."
    )
    expires_at = models.DateTimeField()
    expiry_told_at = models.DateTimeField(
        null=True, editable=False, help_text="When the chairs were told that it ran out."
    )
    mailed_at = models.DateTimeField(
        null=True, editable=False, help_text="When the newest token went out; null if it did not."
    )
    accepted_at = models.DateTimeField(null=True, blank=True)
    seat = models.OneToOneField(
        Seat, on_delete=models.PROTECT, null=True, blank=True, related_name="invitation"
    )
    declined_at = models.DateTimeField(null=True, blank=True)
    declined_because = models.CharField(_("reason"), max_length=300, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[SeatInvitationQuerySet] = SeatInvitationQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    class Meta:
        ordering = ["-invited_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, seat__isnull=True)
                | Q(
                    accepted_at__isnull=False,
                    seat__isnull=False,
                    declined_at__isnull=True,
                    revoked_at__isnull=True,
                ),
                name="an_accepted_invitation_has_a_seat",
            ),
            models.CheckConstraint(
                condition=Q(declined_at__isnull=True) | Q(revoked_at__isnull=True),
                name="declined_or_revoked_not_both",
            ),
            models.CheckConstraint(
                condition=Q(seat_class__in=SeatClass.values), name="invited_seat_class_is_known"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="an_invited_term_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True, agreed_at__isnull=True)
                | Q(agreed_by__isnull=False, agreed_at__isnull=False, needs_agreement=True),
                name="an_agreement_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(needs_agreement=False) | ~Q(exception=""), name="an_exception_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True)
                | (~Q(agreed_by=F("invited_by")) & ~Q(agreed_by=F("person"))),
                name="an_exception_takes_two_people",
            ),
            models.CheckConstraint(
                condition=Q(needs_agreement=False)
                | Q(agreed_at__isnull=False)
                | Q(accepted_at__isnull=True, declined_at__isnull=True),
                name="an_exception_is_agreed_to_before_it_is_answered",
            ),
            models.CheckConstraint(
                condition=Q(is_chair=False) | Q(is_secretary=False), name="an_invited_secretary_is_no_chair"
            ),
            models.UniqueConstraint(
                fields=["council", "person"],
                condition=Q(accepted_at__isnull=True, declined_at__isnull=True, revoked_at__isnull=True),
                name="one_standing_invitation_per_person_and_council",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} to {self.council_id}"

    def get_absolute_url(self) -> str:
        return reverse("councils:invitation", args=[self.pk])

    @property
    def is_answered(self) -> bool:
        """Accepted, declined or revoked."""
        return any((self.accepted_at, self.declined_at, self.revoked_at))

    @property
    def is_pending(self) -> bool:
        """Not answered, though perhaps run out: it can be sent again, and be taken back."""
        return not self.is_answered

    @property
    def is_sent(self) -> bool:
        """Meant for the eyes of the invited: no exception, or one that a second person agreed to."""
        return not self.needs_agreement or self.agreed_at is not None

    @property
    def is_usable(self) -> bool:
        """Twin: `SeatInvitationQuerySet.usable`."""
        return self.is_sent and not self.is_answered and self.expires_at > timezone.now()
