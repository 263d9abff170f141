"""Credential: a claim one person makes and another verifies."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ideanet.people.models.persons import Person
from ideanet.people.querysets import CredentialQuerySet
from ideanet.people.stages import CredentialKind, CredentialState


class Credential(models.Model):
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="credentials")
    kind = models.CharField(_("kind"), max_length=16, choices=CredentialKind)
    title = models.CharField(_("title"), max_length=200)
    reference = models.CharField(
        _("reference"),
        max_length=200,
        blank=True,
        help_text=_("Patent number, DOI, certificate number."),
    )
    evidence_url = models.URLField(_("where it can be checked"), max_length=500, blank=True)
    dated_on = models.DateField(_("date"))
    expires_on = models.DateField(_("expires on"), null=True, blank=True)
    claimed_at = models.DateTimeField(default=timezone.now, editable=False)
    verified_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="verified_credentials"
    )
    verified_at = models.DateTimeField(null=True, blank=True)
    rejected_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="rejected_credentials"
    )
    rejected_at = models.DateTimeField(null=True, blank=True)
    rejection_reason = models.TextField(_("reason"), max_length=1000, blank=True)

    objects: ClassVar[CredentialQuerySet] = CredentialQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    class Meta:
        ordering = ["-dated_on", "pk"]
        indexes = [
            models.Index(
                fields=["claimed_at", "id"],
                condition=Q(verified_at__isnull=True, rejected_at__isnull=True),
                name="credential_waiting",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(verified_by=F("person")), name="nobody_verifies_their_own_credential"
            ),
            models.CheckConstraint(
                condition=Q(verified_by__isnull=True, verified_at__isnull=True)
                | Q(verified_by__isnull=False, verified_at__isnull=False),
                name="a_verification_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(rejected_by__isnull=True, rejected_at__isnull=True, rejection_reason="")
                | (Q(rejected_by__isnull=False, rejected_at__isnull=False) & ~Q(rejection_reason="")),
                name="a_rejection_says_who_when_and_why",
            ),
            models.CheckConstraint(
                condition=Q(verified_at__isnull=True) | Q(rejected_at__isnull=True),
                name="verified_or_rejected_not_both",
            ),
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(expires_on__gte=F("dated_on")),
                name="a_credential_expires_after_its_date",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_verified(self) -> bool:
        return self.verified_at is not None

    @property
    def is_rejected(self) -> bool:
        return self.rejected_at is not None

    @property
    def state(self) -> CredentialState:
        """What became of the claim so far."""
        if self.is_verified:
            return CredentialState.VERIFIED
        return CredentialState.REJECTED if self.is_rejected else CredentialState.WAITING
