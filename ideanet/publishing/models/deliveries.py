"""Delivery: one draft in one channel, and what is still owed to it."""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from ideanet.people.models import Person
from ideanet.publishing.models.channels import Channel
from ideanet.publishing.models.drafts import Draft
from ideanet.publishing.querysets import DeliveryQuerySet
from ideanet.publishing.stages import ChannelKind, DeliveryState


class Delivery(models.Model):
    """A row of the outbox, and the record of what left.

    There is one row per draft and channel, however often it is sent: `key` travels with the post,
    so that a post whose answer was lost is found again rather than made twice.
    """

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="deliveries")
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="deliveries")
    version = models.PositiveIntegerField(help_text="The version that was last asked for.")
    state = models.CharField(max_length=12, choices=DeliveryState, default=DeliveryState.OWED)
    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(db_default=Now(), editable=False)
    attempts = models.PositiveIntegerField(default=0, editable=False)
    not_before = models.DateTimeField(db_default=Now(), editable=False)
    claimed_at = models.DateTimeField(null=True, editable=False)
    problem = models.TextField(blank=True, editable=False)
    sent_at = models.DateTimeField(null=True, editable=False)
    sent_version = models.PositiveIntegerField(null=True, editable=False)
    # What left, to the letter; pictures, which never change, by their addresses.
    content = models.TextField(blank=True, editable=False)
    remote_id = models.PositiveBigIntegerField(null=True, editable=False)
    # The site's own word for when the post last changed: ours if nobody touched it there.
    remote_changed = models.CharField(max_length=40, blank=True, editable=False)

    objects: ClassVar[DeliveryQuerySet] = DeliveryQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [
            models.UniqueConstraint(fields=["draft", "channel"], name="one_post_per_draft_and_channel"),
            models.CheckConstraint(
                condition=Q(state__in=DeliveryState.values), name="delivery_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=DeliveryState.SENT) | Q(sent_at__isnull=False, sent_version__isnull=False),
                name="what_was_sent_says_when_and_what",
            ),
            models.CheckConstraint(
                condition=~Q(state=DeliveryState.SENDING) | Q(claimed_at__isnull=False),
                name="what_is_being_sent_says_since_when",
            ),
        ]
        indexes = [
            models.Index(
                fields=["not_before"],
                condition=Q(state__in=[DeliveryState.OWED, DeliveryState.SENDING]),
                name="delivery_owed",
            )
        ]

    def __str__(self) -> str:
        return f"{self.draft_id} to {self.channel_id}"

    @property
    def is_on_its_way(self) -> bool:
        return self.state in {DeliveryState.OWED, DeliveryState.SENDING}

    @property
    def will_be_retried(self) -> bool:
        return self.state == DeliveryState.OWED and self.attempts > 0

    @property
    def is_behind(self) -> bool:
        """Whether the draft has a newer version than the one that was sent."""
        return self.sent_version is not None and self.sent_version < self.draft.version

    @property
    def remote_address(self) -> str:
        """Where the post is edited on the site."""
        if self.channel.kind != ChannelKind.WORDPRESS or self.remote_id is None:
            return ""
        return f"{self.channel.address.rstrip('/')}/wp-admin/post.php?post={self.remote_id}&action=edit"
