"""Handover: an author's place and share, offered to somebody else; or a draft, to whom it was written for."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ideanet.people.models import Person
from ideas.models.ideas import Idea
from ideas.querysets.handovers import HandoverQuerySet
from ideas.stages import HandoverKind, HandoverState


class Handover(models.Model):
    """`brings_invitation` says that the taker was no author before and is none if they decline."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="handovers")
    giver = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="handovers_given")
    taker = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="handovers_taken")
    kind = models.CharField(max_length=8, choices=HandoverKind)
    word = models.TextField(_("a word to them"), max_length=1000, blank=True)
    brings_invitation = models.BooleanField(default=False, editable=False)
    state = models.CharField(max_length=12, choices=HandoverState, default=HandoverState.OPEN)
    offered_at = models.DateTimeField(db_default=Now(), editable=False)
    answered_at = models.DateTimeField(null=True, editable=False)
    answer = models.TextField(_("answer"), max_length=1000, blank=True)

    objects: ClassVar[HandoverQuerySet] = HandoverQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["idea", "giver"],
                condition=Q(state=HandoverState.OPEN),
                name="one_open_handover_per_author",
            ),
            models.CheckConstraint(condition=~Q(giver=F("taker")), name="nobody_takes_over_from_themselves"),
            models.CheckConstraint(condition=Q(kind__in=HandoverKind.values), name="handover_kind_is_known"),
            models.CheckConstraint(
                condition=Q(state=HandoverState.OPEN, answered_at__isnull=True)
                | Q(
                    state__in=[HandoverState.ACCEPTED, HandoverState.DECLINED, HandoverState.WITHDRAWN],
                    answered_at__isnull=False,
                ),
                name="a_handover_is_open_or_answered",
            ),
            models.CheckConstraint(
                condition=~Q(state=HandoverState.DECLINED) | ~Q(answer=""),
                name="a_handover_is_declined_with_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["taker"], condition=Q(state=HandoverState.OPEN), name="handover_waiting")
        ]

    def __str__(self) -> str:
        return f"{self.idea_id} from {self.giver_id} to {self.taker_id}"

    def get_absolute_url(self) -> str:
        return reverse("ideas:handover", args=[self.idea_id, self.pk])

    @property
    def is_open(self) -> bool:
        return self.state == HandoverState.OPEN

    @property
    def is_on_behalf(self) -> bool:
        return self.kind == HandoverKind.BEHALF
