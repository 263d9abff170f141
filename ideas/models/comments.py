"""Comment: threaded talk on a revision, never wider than what it answers."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ideanet.people.models import Person
from ideas.models.ideas import Idea
from ideas.models.revisions import Revision
from ideas.querysets.comments import CommentQuerySet
from ideas.querysets.ideas import SEARCH_CONFIG
from ideas.stages import CommentAudience


class Comment(models.Model):
    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="comments")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="comments")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="comments")
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
    # The form's own key: a double click or a retry makes one row.
    request_key = models.UUIDField(null=True, editable=False)

    objects: ClassVar[CommentQuerySet] = CommentQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["author", "request_key"], name="a_comment_is_posted_once"),
            models.CheckConstraint(condition=~Q(body=""), name="a_comment_says_something"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="no_comment_answers_itself",
            ),
            models.CheckConstraint(
                condition=Q(audience__in=CommentAudience.values), name="comment_audience_is_known"
            ),
        ]
        indexes = [
            models.Index(fields=["idea", "thread", "id"], name="comment_thread"),
            models.Index(fields=["author", "-id"], name="comment_author"),
            GinIndex(SearchVector("body", config=SEARCH_CONFIG), name="comment_search"),
        ]

    def __str__(self) -> str:
        return f"{self.author_id} on {self.idea_id}"

    def get_absolute_url(self) -> str:
        """Where it can always be found, on whichever page of the discussion it stands."""
        return reverse("ideas:comment", args=[self.idea_id, self.pk])

    @property
    def is_deleted(self) -> bool:
        return self.deleted_at is not None
