"""Comment: threaded talk on a revision, never wider than what it answers; how it read before, and whom it names."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ideanet.activity.models import Event
from ideanet.people.models import Person
from ideas.models.ideas import Idea
from ideas.models.reports import Hideable
from ideas.models.revisions import Revision
from ideas.querysets.comments import CommentQuerySet
from ideas.querysets.ideas import SEARCH_CONFIG
from ideas.querysets.mentions import MentionQuerySet
from ideas.stages import CommentAudience


class Comment(Hideable):
    # Indexes of several columns begin with these two. One of the column alone would tempt the planner, who expects
    # few comments of an idea, to sort all of them for each page.
    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="comments", db_index=False)
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="comments")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="comments", db_index=False)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replies"
    )
    # The first comment of the thread; its own key for that one. Threads are read and paged by it.
    thread = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", editable=False)
    audience = models.CharField(
        _("who reads it"), max_length=12, choices=CommentAudience, default=CommentAudience.EVERYONE
    )
    body = models.TextField(_("comment"), max_length=10_000)
    may_quote = models.BooleanField(_("I agree to be quoted"), default=False)
    at = models.DateTimeField(db_default=Now(), editable=False)
    edited_at = models.DateTimeField(null=True, editable=False)
    deleted_at = models.DateTimeField(null=True, editable=False)
    answered_by = models.ForeignKey(
        Revision, on_delete=models.PROTECT, null=True, blank=True, related_name="answers"
    )
    # The official answer of its idea, which whoever answers for the idea pinned.
    pinned_at = models.DateTimeField(null=True, editable=False)
    pinned_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    # The form's own key: a double click or a retry makes one row.
    request_key = models.UUIDField(null=True, editable=False)

    objects: ClassVar[CommentQuerySet] = CommentQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    class Meta:
        ordering = ["pk"]
        constraints = [
            # Its index answers of which ideas somebody has said anything.
            models.UniqueConstraint(
                fields=["author", "request_key"], include=["idea"], name="a_comment_is_posted_once"
            ),
            models.CheckConstraint(condition=~Q(body=""), name="a_comment_says_something"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="no_comment_answers_itself",
            ),
            models.CheckConstraint(
                condition=Q(audience__in=CommentAudience.values), name="comment_audience_is_known"
            ),
            models.CheckConstraint(
                condition=Q(hidden_at__isnull=True, hidden_by__isnull=True, hidden_for="", hidden_words="")
                | Q(hidden_at__isnull=False, hidden_by__isnull=False) & ~Q(hidden_for=""),
                name="a_hidden_comment_says_why",
            ),
            models.UniqueConstraint(
                fields=["idea"], condition=Q(pinned_at__isnull=False), name="one_official_answer_per_idea"
            ),
            models.CheckConstraint(
                condition=Q(pinned_at__isnull=True, pinned_by__isnull=True)
                | Q(
                    pinned_at__isnull=False,
                    pinned_by__isnull=False,
                    deleted_at__isnull=True,
                    hidden_at__isnull=True,
                    audience=CommentAudience.EVERYONE,
                ),
                name="everyone_reads_the_official_answer",
            ),
        ]
        indexes = [
            models.Index(fields=["idea", "thread", "id"], name="comment_thread"),
            models.Index(fields=["idea", "-id"], name="comment_time"),
            models.Index(fields=["author", "-id"], name="comment_author"),
            GinIndex(SearchVector("body", config=SEARCH_CONFIG), name="comment_search"),
        ]

    def __str__(self) -> str:
        return f"{self.author_id} on {self.idea_id}"

    def get_absolute_url(self) -> str:
        """Where it can always be found, on whichever page of the discussion it stands."""
        return reverse("ideas:comment", args=[self.idea_id, self.pk])

    @property
    def is_pinned(self) -> bool:
        return self.pinned_at is not None

    @property
    def is_deleted(self) -> bool:
        return self.deleted_at is not None


class Wording(models.Model):
    """How a comment read before it was edited: never changed, and read by those who see the comment."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="wordings")
    body = models.TextField()
    said_at = models.DateTimeField()
    replaced_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.comment_id} until {self.replaced_at}"


class Mention(models.Model):
    """Somebody named in a comment, and told of it by the event, if they may read it then.

    `name` is as it was written: people change theirs. A name that an edit leaves out stays here, for
    earlier wordings have it.
    """

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="mentions")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="mentions")
    name = models.CharField(max_length=400)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[MentionQuerySet] = MentionQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["comment", "person"], name="mentioned_once_in_a_comment")
        ]
        indexes = [models.Index(fields=["person", "-id"], name="mention_person")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.comment_id}"
