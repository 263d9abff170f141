"""Organisations: the home company and those it thinks with."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ideanet.people.querysets import OrganisationQuerySet
from ideanet.people.stages import OrganisationKind


class Segment(models.Model):
    """The industry of a customer organisation."""

    name = models.CharField(_("name"), max_length=80, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("people:organisations")


class Organisation(models.Model):
    name = models.CharField(_("name"), max_length=160, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=OrganisationKind)
    segment = models.ForeignKey(
        Segment,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="organisations",
        verbose_name=_("segment"),
    )

    objects: ClassVar[OrganisationQuerySet] = OrganisationQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(kind=OrganisationKind.HOME),
                name="one_home_organisation",
            ),
            models.CheckConstraint(
                condition=Q(kind=OrganisationKind.CUSTOMER) | Q(segment__isnull=True),
                name="only_customers_have_a_segment",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=OrganisationKind.values), name="organisation_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("people:organisation", args=[self.pk])

    @property
    def is_home(self) -> bool:
        return self.kind == OrganisationKind.HOME

    @property
    def is_customer(self) -> bool:
        return self.kind == OrganisationKind.CUSTOMER


class MailDomain(models.Model):
    """A mail domain whose verified addresses may sign up as employees, if it is the home organisation's."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="mail_domains")
    domain = models.CharField(_("domain"), max_length=253)

    class Meta:
        ordering = ["domain"]
        constraints = [models.UniqueConstraint(Lower("domain"), name="mail_domain_once")]

    def __str__(self) -> str:
        return self.domain
