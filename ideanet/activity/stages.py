"""The words that events, follows and notices are described with."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Reach(models.TextChoices):
    """Among those who see the topic, who may learn of the event."""

    EVERYONE = "everyone", _("everyone who sees it")
    EMPLOYEES = "employees", _("employees only")
    REVIEWERS = "reviewers", _("authors and reviewers only")
    NAMED = "named", _("only those it names")


class Level(models.TextChoices):
    """How much of a followed thing a person wants to hear."""

    EVERYTHING = "everything", _("Everything")
    MILESTONES = "milestones", _("Milestones")
    NOTHING = "nothing", _("Nothing")


class Reason(models.TextChoices):
    """Why a person follows."""

    AUTHOR = "author", _("you are an author")
    VOTED = "voted", _("you voted")
    COMMENTED = "commented", _("you commented")
    CHOSEN = "chosen", _("you chose to")
