"""Procedure: how a council judges; each review carries a frozen copy of it."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from councils.stages import BLINDNESS_MEANING, Blindness, DecisionRule, SeatClass

_PERCENT = [MinValueValidator(0), MaxValueValidator(100)]


class Procedure(models.Model):
    """The stated rules. `quorum_CLASS` is how many of the quorum must come from seats of that class."""

    blindness = models.CharField(_("blindness"), max_length=16, choices=Blindness, default=Blindness.OPEN)
    decision_rule = models.CharField(
        _("decision rule"), max_length=12, choices=DecisionRule, default=DecisionRule.MAJORITY
    )
    approve_from = models.PositiveSmallIntegerField(
        _("approve from"),
        default=70,
        validators=_PERCENT,
        help_text=_("Percent of the scale; for the rule “threshold”."),
    )
    decline_below = models.PositiveSmallIntegerField(
        _("decline below"),
        default=40,
        validators=_PERCENT,
        help_text=_("Percent of the scale; for the rule “threshold”. Between the two: revise and resubmit."),
    )
    quorum = models.PositiveSmallIntegerField(
        _("quorum"), default=3, validators=[MinValueValidator(1)], help_text=_("So many reviews at least.")
    )
    quorum_expert = models.PositiveSmallIntegerField(_("of them by experts"), default=0)
    quorum_customer = models.PositiveSmallIntegerField(_("of them by customers"), default=0)
    quorum_academic = models.PositiveSmallIntegerField(_("of them by academics"), default=0)
    quorum_analyst = models.PositiveSmallIntegerField(_("of them by analysts"), default=0)
    window_days = models.PositiveSmallIntegerField(
        _("days for a review"), default=14, validators=[MinValueValidator(1), MaxValueValidator(180)]
    )
    round_limit = models.PositiveSmallIntegerField(
        _("rounds at most"),
        default=3,
        validators=[MinValueValidator(1)],
        help_text=_("How often one idea may come back to be revised and resubmitted."),
    )

    # Copied when a review opens.
    FROZEN: ClassVar[tuple[str, ...]] = (
        "blindness",
        "decision_rule",
        "approve_from",
        "decline_below",
        "quorum",
        "quorum_expert",
        "quorum_customer",
        "quorum_academic",
        "quorum_analyst",
        "window_days",
        "round_limit",
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(blindness__in=Blindness.values), name="%(class)s_blindness_is_known"
            ),
            models.CheckConstraint(
                condition=Q(decision_rule__in=DecisionRule.values), name="%(class)s_rule_is_known"
            ),
            models.CheckConstraint(
                condition=Q(approve_from__lte=100, decline_below__lte=F("approve_from")),
                name="%(class)s_declines_below_what_it_approves",
                violation_error_message=_("“Decline below” must not be above “approve from”."),
            ),
            models.CheckConstraint(
                condition=Q(quorum__gte=1)
                & Q(
                    quorum__gte=F("quorum_expert")
                    + F("quorum_customer")
                    + F("quorum_academic")
                    + F("quorum_analyst")
                ),
                name="%(class)s_quorum_holds_its_classes",
                violation_error_message=_("The quorum must be at least as large as its classes together."),
            ),
            models.CheckConstraint(
                condition=Q(window_days__range=(1, 180)), name="%(class)s_window_is_half_a_year_at_most"
            ),
            models.CheckConstraint(condition=Q(round_limit__gte=1), name="%(class)s_has_a_round"),
        ]

    @property
    def is_blind(self) -> bool:
        return self.blindness != Blindness.OPEN

    @property
    def hides_members(self) -> bool:
        return self.blindness == Blindness.BOTH_HIDDEN

    @property
    def blindness_meaning(self) -> str:
        return str(BLINDNESS_MEANING[Blindness(self.blindness)])

    @property
    def class_quorums(self) -> dict[str, int]:
        """Reviews that must come from seats of a class, where any must."""
        wanted = {seat_class.value: getattr(self, f"quorum_{seat_class.value}") for seat_class in SeatClass}
        return {name: number for name, number in wanted.items() if number}
