"""Letter: what the council writes to the authors, once. Answer: what an author writes back."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from councils.models.decisions import Decision
from councils.querysets.letters import LetterQuerySet
from ideanet.people.models import Person


class Letter(models.Model):
    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, related_name="letter")
    body = models.TextField(_("letter"), max_length=40_000, help_text=_("Markdown."))
    # Whoever changed its words last; where the council wants a second reader, somebody else sends it.
    written_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    needs_second = models.BooleanField(default=False, editable=False)
    second_reader = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    saved_at = models.DateTimeField(db_default=Now(), editable=False)
    sent_at = models.DateTimeField(null=True, editable=False)
    sent_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", editable=False)

    objects: ClassVar[LetterQuerySet] = LetterQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True, sent_by__isnull=True)
                | Q(sent_at__isnull=False, sent_by__isnull=False) & ~Q(body=""),
                name="a_sent_letter_says_something",
            ),
            models.CheckConstraint(
                condition=Q(needs_second=False)
                | Q(written_by__isnull=False) & (Q(sent_at__isnull=True) | ~Q(sent_by=F("written_by"))),
                name="a_letter_is_sent_by_its_second_reader",
            ),
        ]

    def __str__(self) -> str:
        """Load with its decision, review, idea and council."""
        review = self.decision.review
        return gettext("%(council)s on “%(idea)s”") % {"council": review.council, "idea": review.idea}

    def get_absolute_url(self) -> str:
        return reverse("councils:letter", args=[self.decision.review_id])

    @property
    def is_sent(self) -> bool:
        return self.sent_at is not None


class Answer(models.Model):
    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="answers")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    body = models.TextField(_("answer"), max_length=10_000)
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["letter", "author"], name="one_answer_per_author"),
            models.CheckConstraint(condition=~Q(body=""), name="an_answer_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.author_id} to {self.letter_id}"
