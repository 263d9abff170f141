"""Remark: one contribution to a council's private discussion of a review."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from councils.models.reviews import CouncilReview
from councils.querysets.remarks import RemarkQuerySet
from ideanet.people.models import Person


class Remark(models.Model):
    review = models.ForeignKey(CouncilReview, on_delete=models.CASCADE, related_name="remarks")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    body = models.TextField(_("remark"), max_length=10_000)
    at = models.DateTimeField(db_default=Now(), editable=False)
    # Of a member who was in conflict later: kept for the record, shown to nobody.
    void_at = models.DateTimeField(null=True, editable=False)
    # The form's own key: a double click or a retry makes one row.
    request_key = models.UUIDField(editable=False)

    objects: ClassVar[RemarkQuerySet] = RemarkQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["author", "request_key"], name="a_remark_is_made_once"),
            models.CheckConstraint(condition=~Q(body=""), name="a_remark_says_something"),
        ]
        indexes = [models.Index(fields=["review", "id"], name="remark_review")]

    def __str__(self) -> str:
        return f"{self.author_id} on {self.review_id}"
