"""Procedure: how a council judges; each review carries a frozen copy of it."""

from datetime import date, datetime, time
from fractions import Fraction
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from councils.stages import BLINDNESS_MEANING, AuthorsSee, Blindness, DecisionRule, SeatClass

_PERCENT = [MinValueValidator(0), MaxValueValidator(100)]


class Procedure(models.Model):
    """The stated rules. `quorum_CLASS` is how many of the quorum must come from seats of that class."""

    blindness = models.CharField(_("blindness"), max_length=16, choices=Blindness, default=Blindness.OPEN)
    decision_rule = models.CharField(
        _("decision rule"), max_length=16, choices=DecisionRule, default=DecisionRule.MAJORITY
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
    # Two whole numbers, as no decimal figure is two thirds.
    share_numerator = models.PositiveSmallIntegerField(
        _("share of the reviews"),
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("For the rule “supermajority”: two of three, say."),
    )
    share_denominator = models.PositiveSmallIntegerField(
        _("of"), default=3, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    authors_see = models.CharField(
        _("what authors see"),
        max_length=12,
        choices=AuthorsSee,
        default=AuthorsSee.AVERAGES,
        help_text=_("Averages are shown only where three or more reviews stand behind them."),
    )
    needs_second_reader = models.BooleanField(
        _("a second person checks letters"),
        default=False,
        help_text=_(
            "Whoever wrote a letter last does not send it: another chair does, or a member named for it."
        ),
    )
    secretary_reads = models.BooleanField(
        _("the secretary reads the reviews"),
        default=False,
        help_text=_("Those that are in, and their discussion. A secretary never reviews or decides."),
    )
    time_zone = models.CharField(
        _("time zone"),
        max_length=64,
        default="UTC",
        help_text=_("Reviews are due at the end of a day there."),
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
    co_author_years = models.PositiveSmallIntegerField(
        _("years since a shared idea"),
        default=2,
        validators=[MaxValueValidator(20)],
        help_text=_(
            "Who wrote an idea with an author in so many years has a conflict of interest. "
            "0: only who still writes one with them."
        ),
    )

    # Copied when a review opens.
    FROZEN: ClassVar[tuple[str, ...]] = (
        "blindness",
        "decision_rule",
        "approve_from",
        "decline_below",
        "share_numerator",
        "share_denominator",
        "authors_see",
        "needs_second_reader",
        "secretary_reads",
        "time_zone",
        "quorum",
        "quorum_expert",
        "quorum_customer",
        "quorum_academic",
        "quorum_analyst",
        "window_days",
        "round_limit",
        "co_author_years",
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
                condition=Q(
                    share_denominator__range=(1, 100),
                    share_numerator__lte=F("share_denominator"),
                    share_denominator__lt=F("share_numerator") * 2,
                ),
                name="%(class)s_share_is_more_than_half",
                violation_error_message=_("The share must be more than half, and at most all."),
            ),
            models.CheckConstraint(
                condition=Q(authors_see__in=AuthorsSee.values), name="%(class)s_authors_see_is_known"
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
            models.CheckConstraint(
                condition=Q(co_author_years__lte=20), name="%(class)s_forgets_after_20_years"
            ),
        ]

    def start_of(self, day: date) -> datetime:
        """The first moment of the day by the council's own clock."""
        return datetime.combine(day, time.min, tzinfo=ZoneInfo(self.time_zone))

    def end_of(self, day: date) -> datetime:
        """The last moment of the day by the council's own clock."""
        return datetime.combine(day, time.max, tzinfo=ZoneInfo(self.time_zone))

    def today(self) -> date:
        """What day it is where the council is."""
        return timezone.localdate(timezone=ZoneInfo(self.time_zone))

    @property
    def share(self) -> Fraction:
        """How many of the reviews must recommend the same, for the rule "supermajority"."""
        return Fraction(self.share_numerator, self.share_denominator)

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
