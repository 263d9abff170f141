"""Jotting: what somebody has typed into the form for a new idea, and that is no draft yet."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from ideanet.people.models import Person
from ideas.models.themes import Theme
from ideas.querysets.jottings import JottingQuerySet
from ideas.stages import Kind


class Jotting(models.Model):
    """Nobody but its writer ever sees it. `key` is the form's, as a Beginning's: with a title and a theme it
    becomes a draft, and is gone.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=200, blank=True)
    nugget = models.TextField(max_length=1000, blank=True)
    body = models.TextField(max_length=200_000, blank=True)
    theme = models.ForeignKey(Theme, on_delete=models.SET_NULL, null=True, related_name="+")
    kind = models.CharField(max_length=16, choices=Kind, default=Kind.POINT_OF_VIEW)
    changed_at = models.DateTimeField()

    objects: ClassVar[JottingQuerySet] = JottingQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    class Meta:
        ordering = ["-changed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="a_form_is_jotted_down_once"),
            models.CheckConstraint(
                condition=~Q(title="") | ~Q(nugget="") | ~Q(body=""), name="a_jotting_says_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} by {self.person_id}"

    @property
    def opening(self) -> str:
        """What it is told by among others: the first of its texts that says something."""
        texts = (text.strip("#>*- \n") for text in (self.title, self.nugget, self.body))
        return next((text for text in texts if text), "…").partition("\n")[0]
