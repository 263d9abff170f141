"""Idea: what everything else is about; its authors, and those who may read it by name."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Ln, Now, Power
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ideanet.people.models import Organisation, Person
from ideanet.people.querysets import WORDS_CONFIG
from ideas.loop import Loop
from ideas.models.reports import Hideable
from ideas.models.themes import Theme
from ideas.querysets import orders
from ideas.querysets.ideas import IdeaQuerySet
from ideas.stages import Audience, Kind, ReaderReason, Stage, Voice


class Idea(Hideable):
    """The text is that of the current revision, or the author's draft before the first one.

    The counters are kept by the workflow; `manage.py verify` proves them equal to their rows.
    """

    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="ideas", verbose_name=_("theme"))
    kind = models.CharField(_("kind"), max_length=16, choices=Kind, default=Kind.POINT_OF_VIEW)
    audience = models.CharField(_("audience"), max_length=12, choices=Audience, default=Audience.INTERNAL)
    shared_with = models.ManyToManyField(
        Organisation, blank=True, related_name="ideas_shared", verbose_name=_("shared with")
    )
    is_hinted_at = models.BooleanField(
        _("say that a restricted idea is similar"),
        default=False,
        db_default=False,
        help_text=_(
            "Who writes something very similar and cannot see this idea is told that there is one, and to ask its "
            "council. Nothing else is said of it."
        ),
    )
    stage = models.CharField(max_length=12, choices=Stage, default=Stage.DRAFT)
    title = models.CharField(_("title"), max_length=200)
    nugget = models.TextField(_("nugget"), max_length=1000, help_text=_("The idea in one paragraph."))
    body = models.TextField(_("body"), blank=True, max_length=200_000)
    authors = models.ManyToManyField(Person, through="Authorship", related_name="ideas")
    readers = models.ManyToManyField(Person, through="Reader", related_name="+")
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    opened_at = models.DateTimeField(null=True, editable=False)
    changed_at = models.DateTimeField(db_default=Now(), editable=False)
    revision_number = models.PositiveIntegerField(default=0, editable=False)
    # The last revision that asked supporters again; votes for one before it do not stand behind this version.
    material_number = models.PositiveIntegerField(default=1, editable=False)
    round_number = models.PositiveIntegerField(default=1, editable=False)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged"
    )
    # How many are merged into it: what came with them is counted only where there are some. That the other
    # is not merged itself is held by a foreign key of the migration, over this pointer and its stage.
    merged_count = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    # Promise 1: who owes this idea an answer, and when.
    owed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="answers_owed"
    )
    answer_due_on = models.DateField(null=True, blank=True)
    # When the official answer was pinned, if it was since the answer was last asked for.
    answered_at = models.DateTimeField(null=True, editable=False)
    outcome = models.TextField(_("what came of it"), blank=True, max_length=2000)
    adopted_by = models.CharField(_("adopted by"), max_length=200, blank=True)
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    # Maintained counters.
    backer_count = models.PositiveIntegerField(default=0, editable=False)
    customer_count = models.PositiveIntegerField(default=0, editable=False)
    account_count = models.PositiveIntegerField(default=0, editable=False)
    current_backer_count = models.PositiveIntegerField(default=0, editable=False)
    current_customer_count = models.PositiveIntegerField(default=0, editable=False)
    comment_count = models.PositiveIntegerField(default=0, editable=False)
    public_comment_count = models.PositiveIntegerField(default=0, editable=False)
    # What the order "rising" goes by: see ideas.heat. Outsiders' is without talk that is not theirs to read.
    support_heat = models.FloatField(db_default=0.0, editable=False)
    talk_heat = models.FloatField(db_default=0.0, editable=False)
    talk_heat_outside = models.FloatField(db_default=0.0, editable=False)
    rising = models.GeneratedField(
        expression=Ln(Power(Value(2.0), F("support_heat")) + Power(Value(2.0), F("talk_heat")))
        / Ln(Value(2.0)),
        output_field=models.FloatField(),
        db_persist=True,
    )
    rising_outside = models.GeneratedField(
        expression=Ln(Power(Value(2.0), F("support_heat")) + Power(Value(2.0), F("talk_heat_outside")))
        / Ln(Value(2.0)),
        output_field=models.FloatField(),
        db_persist=True,
    )
    voices = ArrayField(
        models.CharField(max_length=16, choices=Voice), default=list, blank=True, editable=False
    )
    search = SearchVectorField(null=True, editable=False)
    # What a reader would read of nugget and body: snippets are cut from it.
    plain = models.TextField(db_default="", editable=False)
    # Where an imported document came from, and what it said.
    source_key = models.CharField(max_length=300, null=True, blank=True, unique=True, editable=False)
    source_digest = models.CharField(max_length=64, blank=True, editable=False)

    objects: ClassVar[IdeaQuerySet] = IdeaQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="idea_stage_is_known"),
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="idea_audience_is_known"),
            models.CheckConstraint(
                condition=Q(hidden_at__isnull=True, hidden_by__isnull=True, hidden_for="", hidden_words="")
                | Q(hidden_at__isnull=False, hidden_by__isnull=False) & ~Q(hidden_for=""),
                name="a_hidden_idea_says_why",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="an_idea_has_a_title"),
            models.CheckConstraint(
                condition=Q(stage=Stage.DRAFT) | Q(revision_number__gte=1),
                name="no_stage_without_a_revision",
            ),
            models.CheckConstraint(
                condition=~Q(stage=Stage.OPEN) | Q(owed_by__isnull=False, answer_due_on__isnull=False),
                name="an_open_idea_is_owed_an_answer",
            ),
            models.CheckConstraint(
                condition=Q(stage=Stage.MERGED, merged_into__isnull=False)
                | ~Q(stage=Stage.MERGED) & Q(merged_into__isnull=True),
                name="merged_means_merged_into",
            ),
            models.CheckConstraint(
                condition=Q(voices__contained_by=Voice.values), name="idea_voices_are_known"
            ),
        ]
        indexes = [
            models.Index(fields=["-opened_at", "-id"], name="idea_newest"),
            models.Index(fields=["theme", "-opened_at", "-id"], name="idea_theme_newest"),
            models.Index(fields=["stage", "-opened_at", "-id"], name="idea_stage_newest"),
            models.Index(
                fields=["owed_by", "answer_due_on"], condition=Q(stage=Stage.OPEN), name="idea_owed"
            ),
            GinIndex(fields=["search"], name="idea_search"),
            models.Index(fields=["id"], condition=Q(is_hinted_at=True), name="idea_hinted_at"),
            GinIndex(fields=["title"], opclasses=["gin_trgm_ops"], name="idea_title_trigram"),
            GinIndex(SearchVector("title", config=WORDS_CONFIG), name="idea_title_words"),
            models.Index(fields=["-backer_count", "-id"], name="idea_most_backed"),
            models.Index(fields=["-account_count", "-customer_count", "-id"], name="idea_for_customers"),
            models.Index(fields=["-comment_count", "-id"], name="idea_most_discussed"),
            models.Index(fields=["-rising", "-id"], name="idea_rising"),
            models.Index(fields=["-rising_outside", "-id"], name="idea_rising_outside"),
            models.Index(
                orders.attention(talk="comment_count"),
                F("opened_at").desc(),
                F("id").desc(),
                condition=orders.DRAWN,
                name="idea_least_seen",
            ),
            models.Index(
                orders.attention(talk="public_comment_count"),
                F("opened_at").desc(),
                F("id").desc(),
                condition=orders.DRAWN_OUTSIDE,
                name="idea_least_seen_outside",
            ),
            models.Index(fields=["-public_comment_count", "-id"], name="idea_most_discussed_outside"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("ideas:idea", args=[self.pk])

    @property
    def loop(self) -> Loop:
        return Loop.of(self.voices)


class Authorship(models.Model):
    """One author's part; an invited co-author's name shows once they accepted."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="authorships")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="authorships")
    share = models.PositiveSmallIntegerField(
        _("credit share"),
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text=_("Percent; all together 100."),
    )
    position = models.PositiveSmallIntegerField(default=0)
    invited_at = models.DateTimeField(db_default=Now(), editable=False)
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["idea", "person"], name="an_author_once"),
            models.CheckConstraint(condition=Q(share__range=(0, 100)), name="a_share_is_a_percentage"),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=False) | Q(share=0),
                name="no_share_before_acceptance",
            ),
        ]
        indexes = [models.Index(fields=["person", "idea"], name="authorship_person")]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.share} % of {self.idea_id}"


class Reader(models.Model):
    """Somebody who may read a restricted idea by name, or because their council vets it."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="reader_rows")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=12, choices=ReaderReason)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["idea", "person", "reason"], name="a_reader_once_per_reason")
        ]
        indexes = [models.Index(fields=["person", "idea"], name="reader_person")]

    def __str__(self) -> str:
        return f"{self.person_id} reads {self.idea_id}"
