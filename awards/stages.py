"""The words that cycles, entries, judging and results are described with."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CycleAudience(models.TextChoices):
    """Who may know of a cycle; each idea's own audience narrows what they see in it."""

    INTERNAL = "internal", _("Employees")
    NETWORK = "network", _("Everyone signed in")


class PhaseKind(models.TextChoices):
    ENTRY = "entry", _("Entry")
    SCREENING = "screening", _("Screening")
    JUDGING = "judging", _("Judging")
    PEOPLE = "people", _("People’s choice")


class State(models.TextChoices):
    """Where a cycle is, read off the database's clock; never stored."""

    DRAFT = "draft", _("Draft")
    COMING = "coming", _("Coming")
    ENTRY = "entry", _("Open for entries")
    SCREENING = "screening", _("Screening")
    JUDGING = "judging", _("Judging")
    PEOPLE = "people", _("People’s choice")
    BETWEEN = "between", _("Between phases")
    DECIDING = "deciding", _("Results being prepared")
    RELEASED = "released", _("Winners announced")


class Channel(models.TextChoices):
    """Who decides: each category may have the one, the other or both."""

    JURY = "jury", _("Jury")
    PEOPLE = "people", _("People’s choice")


class JuryMethod(models.TextChoices):
    WEIGHTED_MEAN = "weighted_mean", _("Weighted mean of the judges")
    ADDITIVE = "additive", _("Mean corrected for strict and lenient judges")


class PeopleMethod(models.TextChoices):
    PLURALITY = "plurality", _("Most first places")
    BORDA = "borda", _("Borda count")
    SCHULZE = "schulze", _("Schulze method")


class TieRule(models.TextChoices):
    SHARED = "shared", _("Equal scores share the place")
    CRITERIA = "criteria", _("The heaviest criterion decides, then the next; then the place is shared")


class Voters(models.TextChoices):
    """Who has a ballot, among those who see the cycle."""

    EVERYONE = "everyone", _("Everyone who sees the cycle")
    EMPLOYEES = "employees", _("Employees")
    CUSTOMERS = "customers", _("Customers")


class Screening(models.TextChoices):
    WAITING = "waiting", _("Waiting for screening")
    ADMITTED = "admitted", _("Admitted")
    TURNED_DOWN = "turned_down", _("Not admitted")


class ConflictKind(models.TextChoices):
    """Why a judge is kept away from an entry."""

    DECLARED = "declared", _("declared by the judge")
    AUTHOR = "author", _("is an author")
    REPORTING_LINE = "line", _("is an author’s manager or report")


class JuryNamed(models.TextChoices):
    """From when people learn who judges."""

    START = "start", _("From the announcement on")
    RESULTS = "results", _("With the results")
    NEVER = "never", _("Never")
