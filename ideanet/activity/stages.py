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


class Group(models.TextChoices):
    """Notices that one wants to hear of in the same way."""

    ASKED = "asked", _("What is asked of you")
    ANSWERS = "answers", _("Who speaks to you")
    OWN = "own", _("Your ideas and drafts")
    OFFICE = "office", _("Your councils and panels")
    SESSIONS = "sessions", _("Sessions you come to")
    MILESTONES = "milestones", _("Milestones of what you follow")
    DETAILS = "details", _("Everything else of what you follow")
    THEMES = "themes", _("What is new in themes you follow")
    YOU = "you", _("You yourself")


class MailTime(models.TextChoices):
    """When a notice is mailed."""

    NOW = "now", _("At once")
    DIGEST = "digest", _("In the digest")
    NEVER = "never", _("Not by mail")


class Pace(models.TextChoices):
    """How often a digest comes."""

    DAILY = "daily", _("Every morning")
    WEEKLY = "weekly", _("On Monday mornings")
    NEVER = "never", _("Never")


class Outlet(models.TextChoices):
    """What a private address gives."""

    IDEAS = "ideas", _("New ideas that you may see")
    THEME = "theme", _("New ideas of a theme")
    FEED = "feed", _("What those you follow did")
    CALENDAR = "calendar", _("Dates, for a calendar")
