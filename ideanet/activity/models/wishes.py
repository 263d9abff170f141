"""Wishes: by which way a person wants to hear of what; the rows of nobody are the house's own."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from ideanet.activity.querysets import RhythmQuerySet, WishQuerySet
from ideanet.activity.stages import Group, MailTime, Pace
from ideanet.people.models import Person


class Wish(models.Model):
    """Only where it differs from the house's, so that those who never chose follow the house."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="wishes")
    group = models.CharField(max_length=12, choices=Group)
    on_site = models.BooleanField()
    mail = models.CharField(max_length=8, choices=MailTime)

    objects: ClassVar[WishQuerySet] = WishQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "group"], name="one_wish_for_each_group", nulls_distinct=False
            ),
            models.CheckConstraint(condition=Q(group__in=Group.values), name="wish_group_is_known"),
            models.CheckConstraint(condition=Q(mail__in=MailTime.values), name="wish_mail_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.group} {self.mail}"


class Rhythm(models.Model):
    """How often a person wants a digest, where it differs from the house's."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="rhythms")
    pace = models.CharField(max_length=8, choices=Pace)

    objects: ClassVar[RhythmQuerySet] = RhythmQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], name="one_rhythm_each", nulls_distinct=False),
            models.CheckConstraint(condition=Q(pace__in=Pace.values), name="rhythm_pace_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.pace}"
