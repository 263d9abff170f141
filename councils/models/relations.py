"""Relation: what one person is to another, declared once for all reviews that may come."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from councils.querysets.relations import RelationQuerySet
from councils.stages import RelationKind
from ideanet.people.models import Person


class Relation(models.Model):
    """Private to `person`. It keeps either of the two away from reviews of the other's ideas."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="relations")
    other = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("what you are to each other"), max_length=12, choices=RelationKind)
    declared_at = models.DateTimeField(db_default=Now(), editable=False)

    objects: ClassVar[RelationQuerySet] = RelationQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "other"], name="a_relation_is_declared_once"),
            models.CheckConstraint(condition=~Q(person=F("other")), name="a_relation_is_between_two"),
            models.CheckConstraint(condition=Q(kind__in=RelationKind.values), name="relation_kind_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} and {self.other_id}"
