"""Requirement: one entry rule of a council, as data."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from councils.models.councils import Council
from councils.stages import RequirementKind
from ideanet.people.stages import CredentialKind, OrganisationKind


class Requirement(models.Model):
    """So many verified credentials of a kind, so many approved ideas, or an organisation of a kind."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="requirements")
    kind = models.CharField(_("rule"), max_length=16, choices=RequirementKind)
    credential_kind = models.CharField(
        _("kind of credential"), max_length=16, choices=CredentialKind, blank=True
    )
    organisation_kind = models.CharField(
        _("kind of organisation"), max_length=12, choices=OrganisationKind, blank=True
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
                )
                | Q(kind=RequirementKind.IDEAS_APPROVED, credential_kind="", organisation_kind="")
                | Q(
                    kind=RequirementKind.ORGANISATION,
                    credential_kind="",
                    organisation_kind__in=OrganisationKind.values,
                    number=1,
                ),
                name="a_requirement_says_what_it_requires",
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="a_requirement_requires_something"),
            models.UniqueConstraint(
                fields=["council", "kind", "credential_kind", "organisation_kind"],
                name="a_requirement_once_per_council",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.council_id}"
