"""Session: a time, a place or link, and who presents; nothing to do with being signed in."""

from datetime import datetime
from typing import ClassVar
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ideanet.people.models import Organisation, Person
from ideanet.people.querysets import WORDS_CONFIG
from ideas.models.ideas import Idea
from ideas.querysets.sessions import SessionQuerySet
from ideas.stages import Audience, Frequency, IdeaPart

# A session stays inside the company or is shown outside; it is never kept from employees.
SESSION_AUDIENCES = [Audience.INTERNAL, Audience.SHARED, Audience.NETWORK]


class Series(models.Model):
    """How a session repeats, in the zone of whom scheduled it; each time is a Session of its own."""

    frequency = models.CharField(_("repeats"), max_length=12, choices=Frequency)
    until = models.DateField(_("until"))

    class Meta:
        verbose_name_plural = "series"
        constraints = [
            models.CheckConstraint(condition=Q(frequency__in=Frequency.values), name="frequency_is_known")
        ]

    def __str__(self) -> str:
        return f"{self.get_frequency_display()} until {self.until}"


class Session(models.Model):
    """The counts of places are kept by the workflow under the row's lock; `manage.py verify` proves them."""

    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("what it is about"), blank=True, max_length=10_000)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    # The zone of whom scheduled it: what "the same time next week" means.
    time_zone = models.CharField(max_length=64, default="UTC", editable=False)
    place = models.CharField(_("place"), max_length=200, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)
    places = models.PositiveIntegerField(_("places"), null=True, blank=True)
    audience = models.CharField(_("audience"), max_length=12, choices=Audience, default=Audience.INTERNAL)
    shared_with = models.ManyToManyField(
        Organisation, blank=True, related_name="sessions_shared", verbose_name=_("shared with")
    )
    scheduled_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="sessions_scheduled")
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    series = models.ForeignKey(
        Series, on_delete=models.PROTECT, null=True, editable=False, related_name="sessions"
    )
    presenters = models.ManyToManyField(Person, through="Presenter", related_name="sessions_presented")
    transcript = models.TextField(_("notes or transcript"), blank=True, max_length=200_000)
    attendance_at = models.DateTimeField(null=True, editable=False)
    cancelled_at = models.DateTimeField(null=True, editable=False)
    cancel_reason = models.CharField(max_length=300, blank=True)
    # What calendars know it by, and how often it was changed: also what an editor started from.
    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    # The form's own key: a double click or a retry schedules once.
    request_key = models.UUIDField(null=True, editable=False)
    # Maintained counters.
    taken_count = models.PositiveIntegerField(default=0, editable=False)
    waiting_count = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[SessionQuerySet] = SessionQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheduled_by", "request_key"], name="a_session_is_scheduled_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="a_session_starts_before_it_ends"
            ),
            models.CheckConstraint(
                condition=~Q(place="") | ~Q(link=""), name="a_session_has_a_place_or_a_link"
            ),
            models.CheckConstraint(
                condition=Q(audience__in=SESSION_AUDIENCES), name="session_audience_is_known"
            ),
            models.CheckConstraint(
                condition=Q(places__isnull=True) | Q(places__gte=F("taken_count")),
                name="a_session_is_never_overbooked",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True) | ~Q(cancel_reason=""),
                name="a_cancelled_session_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["starts_at", "id"], name="session_starts"),
            models.Index(fields=["ends_at", "id"], name="session_ends"),
            models.Index(fields=["series", "starts_at"], name="session_series"),
            GinIndex(SearchVector("title", "description", config=WORDS_CONFIG), name="session_words"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("ideas:session", args=[self.pk])

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    @property
    def free(self) -> int | None:
        """How many places are left; None where as many may come as like."""
        return None if self.places is None else self.places - self.taken_count

    def is_over(self, now: datetime) -> bool:
        return self.ends_at <= now

    def has_begun(self, now: datetime) -> bool:
        return self.starts_at <= now


class Presenter(models.Model):
    """Who presents; they see the session whatever its audience."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="presenter_rows")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["session", "person"], name="a_presenter_once")]
        indexes = [models.Index(fields=["person", "session"], name="presenter_person")]

    def __str__(self) -> str:
        return f"{self.person_id} presents {self.session_id}"


class SessionIdea(models.Model):
    """An idea that was presented in a session, or began there."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="idea_rows")
    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="session_rows")
    part = models.CharField(max_length=12, choices=IdeaPart)
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(db_default=Now(), editable=False)
    request_key = models.UUIDField(null=True, editable=False)
    # An author said afterwards that it began there; they may take that back.
    is_named = models.BooleanField(default=False, db_default=False, editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "idea", "part"], name="an_idea_once_per_session"),
            models.UniqueConstraint(fields=["session", "request_key"], name="an_idea_begins_once"),
            models.UniqueConstraint(
                fields=["idea"], condition=Q(part=IdeaPart.STARTED), name="an_idea_began_in_one_session"
            ),
            models.CheckConstraint(condition=Q(part__in=IdeaPart.values), name="idea_part_is_known"),
        ]
        indexes = [models.Index(fields=["idea", "session"], name="session_idea")]

    def __str__(self) -> str:
        return f"{self.idea_id} {self.part} in {self.session_id}"
