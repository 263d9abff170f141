"""Requirement: one entry rule of a council, as data; Attestation: what a member attested on accepting."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from councils.models.councils import Council
from councils.models.seats import Seat
from councils.stages import RequirementKind
from ideanet.people.stages import CredentialKind, OrganisationKind


class Requirement(models.Model):
    """What a member brings: a number of something, a place to belong to, or a sentence to attest."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="requirements")
    kind = models.CharField(_("rule"), max_length=16, choices=RequirementKind)
    credential_kind = models.CharField(
        _("kind of credential"), max_length=16, choices=CredentialKind, blank=True
    )
    organisation_kind = models.CharField(
        _("kind of organisation"), max_length=12, choices=OrganisationKind, blank=True
    )
    text = models.CharField(
        _("unit, or sentence"),
        max_length=300,
        blank=True,
        help_text=_("For a unit its name; for an attestation the sentence, as the member says it."),
    )
    number = models.PositiveSmallIntegerField(_("how many"), default=1, validators=[MinValueValidator(1)])

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind=RequirementKind.CREDENTIAL,
                    credential_kind__in=CredentialKind.values,
                    organisation_kind="",
                    text="",
                )
                | Q(
                    kind__in=[RequirementKind.IDEAS_APPROVED, RequirementKind.YEARS],
                    credential_kind="",
                    organisation_kind="",
                    text="",
                )
                | Q(
                    kind=RequirementKind.ORGANISATION,
                    credential_kind="",
                    organisation_kind__in=OrganisationKind.values,
                    text="",
                    number=1,
                )
                | Q(
                    ~Q(text=""),
                    kind__in=[RequirementKind.UNIT, RequirementKind.ATTESTATION],
                    credential_kind="",
                    organisation_kind="",
                    number=1,
                ),
                name="a_requirement_says_what_it_requires",
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="a_requirement_requires_something"),
            models.UniqueConstraint(
                fields=["council", "kind", "credential_kind", "organisation_kind", "text"],
                name="a_requirement_once_per_council",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.council_id}"


class Attestation(models.Model):
    """A sentence as it read when the member of the seat attested it; taking the rule out leaves it."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="attestations")
    sentence = models.CharField(max_length=300)
    attested_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(sentence=""), name="an_attestation_says_something"),
            models.UniqueConstraint(fields=["seat", "sentence"], name="attested_once_per_seat"),
        ]

    def __str__(self) -> str:
        return self.sentence
