"""Material: slides and papers of a session, as a link or a file."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from ideanet.people.models import Person
from ideas.models.sessions import Session
from ideas.querysets.sessions import MaterialQuerySet


class Material(models.Model):
    """Either an address or a file; a file is kept under a name that tells nothing, see `file_name`."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="materials")
    title = models.CharField(_("title"), max_length=200)
    url = models.URLField(_("address"), max_length=500, blank=True)
    file = models.FileField(_("file"), upload_to="sessions/%Y/%m", max_length=120, blank=True)
    file_name = models.CharField(max_length=100, blank=True, editable=False)
    content_type = models.CharField(max_length=100, blank=True, editable=False)
    size = models.PositiveIntegerField(default=0, editable=False)  # in bytes
    is_internal = models.BooleanField(_("employees only"), default=False)
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(db_default=Now(), editable=False)
    request_key = models.UUIDField(null=True, editable=False)

    objects: ClassVar[MaterialQuerySet] = MaterialQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "request_key"], name="material_is_added_once"),
            models.CheckConstraint(
                condition=Q(url="", file__gt="") | Q(~Q(url=""), file=""), name="material_is_a_link_or_a_file"
            ),
        ]

    def __str__(self) -> str:
        return self.title
