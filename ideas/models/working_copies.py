"""What is typed and not published yet, and who is typing: private to the authors of an idea."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from ideanet.people.models import Person
from ideas.models.ideas import Idea
from ideas.querysets.working_copies import WriterQuerySet


class WorkingCopy(models.Model):
    """The next revision of an open idea while it is being written; a draft is its own working copy.

    `base_number` is the revision that it was begun from.
    """

    idea = models.OneToOneField(Idea, on_delete=models.CASCADE, related_name="working_copy")
    base_number = models.PositiveIntegerField()
    title = models.CharField(max_length=200, blank=True)
    nugget = models.TextField(max_length=1000, blank=True)
    body = models.TextField(max_length=200_000, blank=True)
    note = models.CharField(_("what changed"), max_length=300, blank=True)
    changed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.idea_id} after revision {self.base_number}"


class Writer(models.Model):
    """That an author has the editor of an idea open, and when they last changed its text there."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="writers")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(db_default=Now())
    wrote_at = models.DateTimeField(null=True)

    objects: ClassVar[WriterQuerySet] = WriterQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    class Meta:
        constraints = [models.UniqueConstraint(fields=["idea", "person"], name="a_writer_once")]

    def __str__(self) -> str:
        return f"{self.person_id} writes {self.idea_id}"


class Beginning(models.Model):
    """That one form began one draft, however often what was typed in it arrives.

    `read_at` is the state of its jotting that the draft was begun from, None where there was none.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    idea = models.OneToOneField(Idea, on_delete=models.CASCADE, related_name="beginning")
    begun_by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    read_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.idea_id} by {self.begun_by_id}"
