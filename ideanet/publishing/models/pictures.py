"""SentPicture: a picture of an idea in the media library of a channel's site."""

from django.db import models
from django.db.models import Q

from ideanet.publishing.models.channels import Channel
from ideas.models import Picture


class SentPicture(models.Model):
    """One row for a picture and a channel, however many drafts show it and however often they are sent.

    Without a number it is not there: it is being uploaded, or was taken away again.
    """

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="sent_pictures")
    picture = models.ForeignKey(Picture, on_delete=models.PROTECT, related_name="+")
    remote_id = models.PositiveBigIntegerField(null=True)
    address = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["channel", "picture"], name="a_picture_once_in_a_channel"),
            models.CheckConstraint(
                condition=Q(remote_id__isnull=True, address="") | Q(remote_id__isnull=False) & ~Q(address=""),
                name="a_sent_picture_has_an_address",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.picture_id} in {self.channel_id}"
