"""Address: a private address at which a program reads what its owner may see."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from ideanet.activity.querysets import AddressQuerySet
from ideanet.activity.stages import Outlet
from ideanet.people.models import Person


class Address(models.Model):
    """The secret in it is shown once and kept as its digest only."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="addresses")
    outlet = models.CharField(_("what it gives"), max_length=12, choices=Outlet)
    # What it is narrowed to, as `topic_type` and `topic_id` of an event are; empty for all.
    topic_type = models.CharField(max_length=40, blank=True)
    topic_id = models.BigIntegerField(null=True, blank=True)
    name = models.CharField(_("name"), max_length=80, blank=True)
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[AddressQuerySet] = AddressQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(outlet__in=Outlet.values), name="address_outlet_is_known"),
            models.CheckConstraint(
                condition=Q(topic_type="", topic_id__isnull=True)
                | ~Q(topic_type="") & Q(topic_id__isnull=False),
                name="an_address_has_a_whole_topic",
            ),
        ]
        indexes = [models.Index(fields=["person", "-id"], name="address_person")]

    def __str__(self) -> str:
        return self.name or str(Outlet(self.outlet).label)
