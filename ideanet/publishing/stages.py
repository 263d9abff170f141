"""The words that drafts, channels and deliveries are described with."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DraftState(models.TextChoices):
    PREPARING = "preparing", _("Preparing")
    READY = "ready", _("Ready")
    LIVE = "live", _("Live")
    RETIRED = "retired", _("Retired")


# States in which marketing still works on the words.
UNFINISHED = frozenset({DraftState.PREPARING, DraftState.READY})


class ChannelKind(models.TextChoices):
    WORDPRESS = "wordpress", _("WordPress")
    MARKDOWN = "markdown", _("Markdown file")
    HTML = "html", _("HTML file")


# Channels that are a file in somebody's hands rather than a site.
FILES = frozenset({ChannelKind.MARKDOWN, ChannelKind.HTML})


class DeliveryState(models.TextChoices):
    OWED = "owed", _("Waiting to be sent")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Not sent")
