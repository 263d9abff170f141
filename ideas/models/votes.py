"""Vote: one person, one idea, at most one, for a revision."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from ideanet.people.models import Organisation, Person
from ideas.models.ideas import Idea
from ideas.models.revisions import Revision
from ideas.querysets.votes import VoteQuerySet


class Vote(models.Model):
    """`organisation` is the voter's at the time: accounts are counted from it."""

    # Indexes of several columns begin with these two.
    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="votes", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="votes", db_index=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="votes")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="votes")
    at = models.DateTimeField(db_default=Now(), editable=False)

    objects: ClassVar[VoteQuerySet] = VoteQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["idea", "person"], name="one_vote_per_person_and_idea")
        ]
        indexes = [
            models.Index(fields=["idea", "organisation"], name="vote_account"),
            # Which ideas somebody supports is answered by the index alone.
            models.Index(fields=["person", "-id"], include=["idea"], name="vote_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} for {self.idea_id}"
