"""Picture: an image in an idea's text, kept apart from every public folder."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from ideanet.people.models import Person
from ideas.models.ideas import Idea
from ideas.querysets.pictures import PictureQuerySet


class Picture(models.Model):
    """Of no idea yet where it was brought into a text that is not saved; until it is in a published
    revision, its idea's authors alone see it.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, null=True, related_name="pictures")
    file = models.FileField(upload_to="pictures/")
    content_type = models.CharField(max_length=40)
    is_published = models.BooleanField(default=False)
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(db_default=Now(), editable=False)

    objects: ClassVar[PictureQuerySet] = PictureQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    class Meta:
        ordering = ["added_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(idea__isnull=False) | Q(is_published=False),
                name="a_published_picture_is_an_ideas",
            )
        ]
        indexes = [
            models.Index(
                fields=["added_by", "added_at"], condition=Q(idea__isnull=True), name="picture_waiting"
            )
        ]

    def __str__(self) -> str:
        return str(self.key)

    def get_absolute_url(self) -> str:
        return reverse("ideas:picture", args=[self.key])
