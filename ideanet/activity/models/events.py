"""Events, follows and notices: what happened, once, in order, and who hears of it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from ideanet.activity.querysets import EventQuerySet, FollowQuerySet, NoticeQuerySet
from ideanet.activity.stages import Level, Reach, Reason
from ideanet.people.models import Person


class Event(models.Model):
    """One thing that happened. Also the outbox: an event without `announced_at` is work owed.

    `topic` is what people follow (an idea, a theme, a person, a council); `subject` is what the
    event touched (a comment, a vote). Both are `label.model` names with a key, so that rooms
    above this one can be topics.
    """

    at = models.DateTimeField(db_default=Now(), editable=False)
    kind = models.CharField(max_length=40)
    actor = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="events")
    topic_type = models.CharField(max_length=40)
    topic_id = models.BigIntegerField()
    subject_type = models.CharField(max_length=40, blank=True)
    subject_id = models.BigIntegerField(null=True)
    reach = models.CharField(max_length=12, choices=Reach, default=Reach.EVERYONE)
    data = models.JSONField(default=dict)
    announced_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[EventQuerySet] = EventQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["topic_type", "topic_id", "-id"], name="event_topic"),
            models.Index(fields=["actor", "-id"], name="event_actor"),
            models.Index(fields=["kind", "-id"], name="event_kind"),
            models.Index(fields=["id"], condition=Q(announced_at__isnull=True), name="event_owed"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.topic_type} {self.topic_id}"


class Follow(models.Model):
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="follows")
    topic_type = models.CharField(max_length=40)
    topic_id = models.BigIntegerField()
    level = models.CharField(_("how much"), max_length=12, choices=Level, default=Level.EVERYTHING)
    reason = models.CharField(max_length=12, choices=Reason, default=Reason.CHOSEN)
    since = models.DateTimeField(db_default=Now(), editable=False)

    objects: ClassVar[FollowQuerySet] = FollowQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "topic_type", "topic_id"], name="one_follow_per_topic")
        ]
        indexes = [models.Index(fields=["topic_type", "topic_id", "level"], name="follow_topic")]

    def __str__(self) -> str:
        return f"{self.person_id} follows {self.topic_type} {self.topic_id}"

    def why(self, event: Event) -> str:
        """The reason that a notice of the event gives, heard by this follow."""
        is_of_topic = (self.topic_type, self.topic_id) == (event.topic_type, event.topic_id)
        return self.reason if is_of_topic else "person"


class Notice(models.Model):
    """An event, told to one person by the ways they wish: on the site, by a mail at once, in the digest.

    Its mail is owed until `mailed_at` or `mail_dropped_at` is set; its place in a digest until it has `digest`.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="notices")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notices")
    why = models.CharField(max_length=40)
    at = models.DateTimeField(db_default=Now(), editable=False)
    on_site = models.BooleanField(default=True, db_default=True)
    read_at = models.DateTimeField(null=True, blank=True)
    in_digest = models.BooleanField(default=False, db_default=False)
    digest = models.ForeignKey(
        "activity.Digest", on_delete=models.RESTRICT, null=True, blank=True, related_name="notices"
    )
    mail_wanted = models.BooleanField(default=False)
    mailed_at = models.DateTimeField(null=True, blank=True)
    mail_dropped_at = models.DateTimeField(
        null=True, blank=True, help_text="The person may no longer see it, or left."
    )

    objects: ClassVar[NoticeQuerySet] = NoticeQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["event", "person"], name="an_event_is_told_once")]
        indexes = [
            models.Index(fields=["person", "-id"], name="notice_person"),
            models.Index(
                fields=["person"], condition=Q(read_at__isnull=True, on_site=True), name="notice_unread"
            ),
            models.Index(
                fields=["person", "at"],
                condition=Q(in_digest=True, digest__isnull=True),
                name="notice_untold",
            ),
            models.Index(
                fields=["id"],
                condition=Q(mail_wanted=True, mailed_at__isnull=True, mail_dropped_at__isnull=True),
                name="notice_mail_owed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} to {self.person_id}"
