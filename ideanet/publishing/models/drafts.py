"""Draft: an approved idea on its way out; its versions, and what of the idea goes with it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ideanet.people.models import Person
from ideanet.publishing.querysets import DraftQuerySet, QuoteQuerySet
from ideanet.publishing.stages import UNFINISHED, DraftState
from ideas.models import Comment, Evidence, Idea, Revision


class Draft(models.Model):
    """The words are those of the newest version. Byline and disclaimer are never typed in:
    they are drawn from the idea's authors and the guidelines whenever the piece is composed."""

    idea = models.ForeignKey(Idea, on_delete=models.PROTECT, related_name="drafts")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="drafts")
    state = models.CharField(max_length=12, choices=DraftState, default=DraftState.PREPARING)
    title = models.CharField(_("title"), max_length=200)
    standfirst = models.TextField(
        _("standfirst"), max_length=1000, help_text=_("One paragraph that makes people read on.")
    )
    body = models.TextField(_("body"), max_length=200_000, help_text=_("Markdown."))
    version = models.PositiveIntegerField(default=1, editable=False)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="drafts_made")
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    changed_at = models.DateTimeField(db_default=Now(), editable=False)
    live_url = models.URLField(_("address"), max_length=500, blank=True)
    live_on = models.DateField(_("live since"), null=True, blank=True)

    objects: ClassVar[DraftQuerySet] = DraftQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    class Meta:
        ordering = ["-changed_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=DraftState.values), name="draft_state_is_known"),
            models.CheckConstraint(condition=~Q(title=""), name="a_draft_has_a_title"),
            models.CheckConstraint(condition=Q(version__gte=1), name="draft_versions_count_from_one"),
            models.CheckConstraint(
                condition=~Q(state=DraftState.LIVE) | ~Q(live_url="") & Q(live_on__isnull=False),
                name="a_live_draft_says_where_and_since_when",
            ),
            models.UniqueConstraint(
                fields=["idea"],
                condition=Q(state__in=sorted(UNFINISHED)),
                name="one_unfinished_draft_per_idea",
            ),
        ]
        indexes = [models.Index(fields=["-changed_at", "-id"], name="draft_newest")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("publishing:draft", args=[self.pk])


class DraftVersion(models.Model):
    """The words of a draft as they were saved; never changed afterwards."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    standfirst = models.TextField()
    body = models.TextField()
    note = models.CharField(_("what changed"), max_length=300, blank=True)
    edited_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    edited_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "number"], name="a_draft_version_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="versions_count_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"


class Citation(models.Model):
    """Evidence that the piece names as its source."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="citations")
    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["draft", "evidence"], name="cited_once")]

    def __str__(self) -> str:
        return f"{self.evidence_id} in {self.draft_id}"


class Quote(models.Model):
    """Words of a comment in the piece, as they were said, by somebody who agreed to be quoted."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="quotes")
    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(_("quote"), max_length=2000)
    position = models.PositiveSmallIntegerField(default=0)
    # Taken back by the speaker, who can until it has left: never to be chosen for this draft again.
    revoked_at = models.DateTimeField(null=True, editable=False)
    left_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[QuoteQuerySet] = QuoteQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "comment"], name="quoted_once"),
            models.CheckConstraint(condition=~Q(words=""), name="a_quote_says_something"),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | Q(revoked_at__isnull=True),
                name="no_quote_is_taken_back_once_it_left",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.comment_id} in {self.draft_id}"
