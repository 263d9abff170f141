"""Channel: a place that drafts are sent to."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ideanet.people.models import Person
from ideanet.publishing.querysets import ChannelQuerySet
from ideanet.publishing.stages import ChannelKind


class Channel(models.Model):
    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=12, choices=ChannelKind)
    address = models.URLField(
        _("address"),
        max_length=300,
        blank=True,
        help_text=_("Of the site's front page, such as https://blog.example.com"),
    )
    user = models.CharField(_("user"), max_length=120, blank=True)
    # Written, never shown: see ideanet.publishing.sealing.
    sealed_password = models.TextField(blank=True, editable=False)
    is_active = models.BooleanField(_("drafts may be sent there"), default=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(db_default=Now(), editable=False)

    objects: ClassVar[ChannelQuerySet] = ChannelQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ChannelKind.values), name="channel_kind_is_known"),
            models.CheckConstraint(
                condition=~Q(kind=ChannelKind.WORDPRESS)
                | ~Q(address="") & ~Q(user="") & ~Q(sealed_password=""),
                name="a_site_has_an_address_and_a_key",
            ),
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(kind=ChannelKind.WORDPRESS),
                name="a_site_has_a_name_of_its_own",
            ),
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(kind__in=[ChannelKind.HTML, ChannelKind.MARKDOWN]),
                name="one_channel_per_kind_of_file",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("publishing:channel", args=[self.pk])
