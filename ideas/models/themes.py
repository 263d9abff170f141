"""Theme: a business theme that ties ideas to what the company offers."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ideanet.people.models import Organisation, Person, Segment
from ideas.querysets.themes import ThemeQuerySet
from ideas.stages import Taking


class Theme(models.Model):
    title = models.CharField(_("title"), max_length=160, unique=True)
    summary = models.CharField(_("summary"), max_length=300, help_text=_("One sentence, for lists."))
    brief = models.TextField(_("brief"), help_text=_("Markdown."))
    owner = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="themes_owned", verbose_name=_("owner")
    )
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    segments = models.ManyToManyField(Segment, blank=True, related_name="themes", verbose_name=_("segments"))
    is_project = models.BooleanField(
        _("project theme"),
        default=False,
        help_text=_("Its customers see, comment and vote, and winners are put into practice."),
    )
    customers = models.ManyToManyField(
        Organisation, blank=True, related_name="project_themes", verbose_name=_("customers")
    )
    is_network = models.BooleanField(_("outsiders may see it"), default=True)
    # What an open idea of the theme is owed: a first answer within so many days.
    answer_days = models.PositiveSmallIntegerField(_("days to a first answer"), default=14)

    # What was last told of it: see ideas.opening.
    told = models.CharField(max_length=8, choices=Taking, db_default=Taking.COMING, editable=False)

    objects: ClassVar[ThemeQuerySet] = ThemeQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    class Meta:
        ordering = ["-opens_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__isnull=True) | Q(closes_at__gt=F("opens_at")),
                name="a_theme_opens_before_it_closes",
            ),
            models.CheckConstraint(
                condition=Q(answer_days__range=(1, 365)), name="a_theme_answers_within_a_year"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("ideas:theme", args=[self.pk])

    @property
    def is_coming(self) -> bool:
        return self.opens_at > timezone.now()

    @property
    def is_closed(self) -> bool:
        return self.closes_at is not None and self.closes_at <= timezone.now()


class Offering(models.Model):
    """Something the company sells that the theme's ideas bear on."""

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="offerings")
    name = models.CharField(_("name"), max_length=120)
    url = models.URLField(_("address"), max_length=500)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["theme", "name"], name="an_offering_once_per_theme")]

    def __str__(self) -> str:
        return self.name
