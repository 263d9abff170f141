"""Person: everyone who signs in, of exactly one organisation."""

from collections.abc import Hashable
from typing import ClassVar

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower, Upper
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ideanet.people import countries
from ideanet.people.models.organisations import Organisation
from ideanet.people.querysets import WORDS_CONFIG, ExpertiseQuerySet, PersonManager
from ideanet.people.stages import Role


class Expertise(models.Model):
    """A field that people know, in the company's own words."""

    name = models.CharField(_("name"), max_length=80, unique=True)

    objects: ClassVar[ExpertiseQuerySet] = ExpertiseQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "expertise"

    def __str__(self) -> str:
        return self.name


class Person(AbstractBaseUser):
    # Kept in lower case, so that Ann@x and ann@x are one account.
    email = models.EmailField(_("e-mail"), max_length=254, unique=True)
    name = models.CharField(_("name"), max_length=120)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="people")
    manager = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="reports"
    )
    job_title = models.CharField(_("job title"), max_length=120, blank=True)
    unit = models.CharField(_("unit"), max_length=120, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True, help_text=_("Two letters, ISO 3166."))
    biography = models.TextField(_("about"), max_length=2000, blank=True)
    expertise = models.ManyToManyField(Expertise, blank=True, related_name="people")
    roles = ArrayField(models.CharField(max_length=16, choices=Role), default=list, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    # Nobody is here before they proved that the address is theirs: see workflow.joining.
    joined_at = models.DateTimeField(default=timezone.now, null=True, editable=False)
    mails_wanted = models.BooleanField(_("send me notices by mail too"), default=True)
    is_active = models.BooleanField(_("may sign in"), default=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[PersonManager] = PersonManager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(roles__contained_by=Role.values), name="person_roles_are_known"
            ),
            models.CheckConstraint(
                condition=Q(manager__isnull=True) | ~Q(manager=F("id")),
                name="nobody_manages_themselves",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="a_person_has_a_name"),
            models.CheckConstraint(condition=Q(email=Lower("email")), name="person_email_is_lower_case"),
        ]
        indexes = [
            GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="person_name_trigram"),
            GinIndex(SearchVector("name", config=WORDS_CONFIG), name="person_name_words"),
            models.Index(fields=["name", "id"], name="person_name"),
            models.Index(Upper("unit"), "name", "id", name="person_unit"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("people:person", args=[self.pk])

    @property
    def country_name(self) -> str:
        return countries.name_of(self.country)

    @property
    def is_employee(self) -> bool:
        return self.organisation.is_home

    @property
    def is_outsider(self) -> bool:
        return not self.organisation.is_home

    @property
    def is_customer(self) -> bool:
        return self.organisation.is_customer

    @cached_property
    def has_second_factor(self) -> bool:
        """True with a TOTP device or passkey; one query unless loaded with `for_session()`."""
        factors = Authenticator.objects.filter(user_id=self.pk)
        return bool(factors.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())

    def is_granted(self, role: Role) -> bool:
        """Whether the role was granted; its powers also need a second factor, see `holds`."""
        return role.value in self.roles

    @property
    def may_use_powers(self) -> bool:
        """Powers beyond one's own work need a second factor, except in the demo."""
        return not settings.SECOND_FACTOR_REQUIRED or self.has_second_factor

    def holds(self, role: Role) -> bool:
        """Whether this person may use the role's powers now."""
        return self.is_active and self.is_granted(role) and self.may_use_powers

    def shape(self) -> Hashable:
        """What querysets ask of their reader but for keys: see ideanet.prepared.Asker."""
        return self.is_active, self.organisation.kind, tuple(self.roles), self.may_use_powers

    def parts(self) -> tuple[int, ...]:
        return self.pk, self.organisation_id

    def stand_in(self, parts: tuple[int, ...]) -> "Person":
        """Somebody of the same shape, who is nobody: all else of them is empty."""
        person, organisation = parts
        home = Organisation(pk=organisation, kind=self.organisation.kind)
        nobody = Person(pk=person, organisation=home, is_active=self.is_active, roles=list(self.roles))
        nobody.has_second_factor = self.may_use_powers
        return nobody

    @property
    def initials(self) -> str:
        words = self.name.split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()
