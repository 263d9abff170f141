"""Pair: two ideas that look like one, for marketing to look at; what was dismissed is remembered."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from ideanet.people.models import Person
from ideas.models.ideas import Idea
from ideas.querysets.likenesses import PairQuerySet


class Pair(models.Model):
    """The figures are those of both texts as they are published; `first` has the smaller key."""

    first = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="+")
    score = models.FloatField()
    title_score = models.FloatField()
    shared_words = models.PositiveIntegerField()
    words = models.PositiveIntegerField()
    at = models.DateTimeField(db_default=Now(), editable=False)
    dismissed_at = models.DateTimeField(null=True, editable=False)
    dismissed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects: ClassVar[PairQuerySet] = PairQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    class Meta:
        ordering = ["-score", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="a_pair_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="a_pair_in_one_order"),
            models.CheckConstraint(
                condition=Q(dismissed_at__isnull=True, dismissed_by__isnull=True)
                | Q(dismissed_at__isnull=False, dismissed_by__isnull=False),
                name="a_pair_is_dismissed_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["-score", "-id"], name="pair_score")]

    def __str__(self) -> str:
        return f"{self.first_id} and {self.second_id}: {self.score:.2f}"
