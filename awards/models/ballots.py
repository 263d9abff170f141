"""Ballot: one person's ranking in a category's people's choice; Choice: one entry's rank on it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from awards.models.categories import Category
from awards.models.entries import Entry
from awards.querysets.ballots import BallotQuerySet
from ideanet.people.models import Person


class Ballot(models.Model):
    """Secret: only its voter ever sees it; runs freeze rankings without names."""

    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="ballots")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="ballots")
    cast_at = models.DateTimeField(db_default=Now())

    objects: ClassVar[BallotQuerySet] = BallotQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["category", "person"], name="one_ballot_per_person_and_category")
        ]

    def __str__(self) -> str:
        return f"ballot {self.pk}"


class Choice(models.Model):
    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="choices")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(fields=["ballot", "entry"], name="an_entry_once_on_a_ballot"),
            models.UniqueConstraint(fields=["ballot", "rank"], name="a_rank_once_on_a_ballot"),
            models.CheckConstraint(condition=Q(rank__gte=1), name="ranks_count_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.rank}: {self.entry_id}"
