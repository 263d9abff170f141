"""The words that goals and credits are described with."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CreditKind(models.TextChoices):
    """What credit is given for."""

    APPROVED = "approved", _("Idea approved")
    PUBLISHED = "published", _("Idea published")
    ADOPTED = "adopted", _("Idea adopted")
    AWARD = "award", _("Award won")
    MERGED = "merged", _("Lives on in another idea")
    AMENDED = "amended", _("Amendment taken up")
    ADVISER = "adviser", _("Reviewed for a council")


class GoalState(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    AGREED = "agreed", _("Agreed")
    REPLACED = "replaced", _("Replaced")
