"""Council: a standing body that vets ideas."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from councils.models.procedures import Procedure
from councils.querysets.councils import CouncilQuerySet
from councils.stages import CouncilKind
from ideanet.people.models import Person


class Council(Procedure):
    name = models.CharField(_("name"), max_length=120, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=CouncilKind)
    purpose = models.CharField(
        _("purpose"), max_length=300, help_text=_("One sentence: what this council vets, and for whom.")
    )
    charter = models.TextField(_("charter"), max_length=20_000, help_text=_("Markdown."))
    invitation_note = models.TextField(
        _("how to be invited"),
        max_length=2000,
        blank=True,
        help_text=_("Markdown. Beside the entry requirements: whom to speak to, when seats come free."),
    )
    is_network = models.BooleanField(_("outsiders may see it"), default=False)
    load_limit = models.PositiveSmallIntegerField(
        _("reviews at once"),
        default=5,
        validators=[MinValueValidator(1)],
        help_text=_("How many reviews one member is asked for at a time."),
    )
    requires_calibration = models.BooleanField(
        _("new members score the examples first"),
        default=False,
        help_text=_("Before a first review goes in, a member scores the examples and sees what was agreed."),
    )
    escalation_days = models.PositiveSmallIntegerField(
        _("days until others are told"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(90)],
        help_text=_(
            "What stays overdue for so long goes to those who look after councils, after the chairs."
        ),
    )
    term_years = models.PositiveSmallIntegerField(
        _("years of a term"), default=2, validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    terms_most = models.PositiveSmallIntegerField(
        _("terms in a row at most"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: no limit."),
    )
    pause_years = models.PositiveSmallIntegerField(
        _("years of pause after them"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(10)],
        help_text=_("Before the same person may sit again."),
    )
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)

    objects: ClassVar[CouncilQuerySet] = CouncilQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    class Meta(Procedure.Meta):
        ordering = ["name"]
        constraints = [
            *Procedure.Meta.constraints,
            models.CheckConstraint(condition=Q(kind__in=CouncilKind.values), name="council_kind_is_known"),
            models.CheckConstraint(condition=~Q(name=""), name="a_council_has_a_name"),
            models.CheckConstraint(
                condition=Q(term_years__range=(1, 10), pause_years__range=(1, 10)),
                name="terms_and_pauses_are_1_to_10_years",
            ),
            models.CheckConstraint(
                condition=Q(terms_most__isnull=True) | Q(terms_most__gte=1), name="a_council_has_a_term"
            ),
            models.CheckConstraint(condition=Q(load_limit__gte=1), name="a_council_can_ask_its_members"),
            models.CheckConstraint(
                condition=Q(escalation_days__range=(1, 90)), name="a_council_escalates_within_90_days"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("councils:council", args=[self.pk])
