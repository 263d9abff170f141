"""Place, attendance, feedback and calendar mail: each person's part in a session."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from ideanet.people.models import Person
from ideas.models.sessions import Session
from ideas.querysets.places import CalendarMailQuerySet, PlaceQuerySet
from ideas.stages import CalendarCause, PlaceState

SCALE = (1, 5)
QUESTIONS = {
    "worth": _("It was worth my time"),
    "clear": _("I could follow it"),
    "useful": _("I will use what I heard"),
}


class Place(models.Model):
    """A place taken, or waited for; who waits is served in the order of the keys."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="place_rows")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=12, choices=PlaceState)
    at = models.DateTimeField(db_default=Now(), editable=False)

    objects: ClassVar[PlaceQuerySet] = PlaceQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="one_place_per_person"),
            models.CheckConstraint(condition=Q(state__in=PlaceState.values), name="place_state_is_known"),
        ]
        indexes = [
            models.Index(fields=["session", "state", "id"], name="place_queue"),
            models.Index(fields=["person", "session"], name="place_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.state} at {self.session_id}"


class Attendance(models.Model):
    """That somebody was there: they said so themselves, or a presenter did."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="attendance_rows")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    marked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["session", "person"], name="attended_once")]
        indexes = [models.Index(fields=["person", "session"], name="attendance_person")]

    def __str__(self) -> str:
        return f"{self.person_id} was at {self.session_id}"


class Feedback(models.Model):
    """What one who attended says to the presenters: three answers from 1 to 5, and words."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="feedback_rows")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    worth = models.PositiveSmallIntegerField(QUESTIONS["worth"])
    clear = models.PositiveSmallIntegerField(QUESTIONS["clear"])
    useful = models.PositiveSmallIntegerField(QUESTIONS["useful"])
    words = models.TextField(_("In your words"), max_length=2000, blank=True)
    shows_name = models.BooleanField(_("Show the presenters my name"), default=False)
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "feedback"
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="one_feedback_per_person"),
            models.CheckConstraint(
                condition=Q(worth__range=SCALE, clear__range=SCALE, useful__range=SCALE),
                name="feedback_is_one_to_five",
            ),
        ]

    def __str__(self) -> str:
        return f"on {self.session_id}"


class CalendarMail(models.Model):
    """A mail that puts a session into somebody's calendar, moves it there or takes it out.

    Owed until `mailed_at` or `mail_dropped_at` is set. Only the last one of a person says how things stand.
    """

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="calendar_mails")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    cause = models.CharField(max_length=12, choices=CalendarCause)
    words = models.CharField(max_length=300, blank=True)
    # All the times of a series in one file, where somebody presents each of them.
    spans_series = models.BooleanField(default=False)
    at = models.DateTimeField(db_default=Now(), editable=False)
    mailed_at = models.DateTimeField(null=True, editable=False)
    mail_dropped_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[CalendarMailQuerySet] = CalendarMailQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() is typed as a Manager

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(cause__in=CalendarCause.values), name="calendar_cause_is_known"
            )
        ]
        indexes = [
            models.Index(
                fields=["id"],
                condition=Q(mailed_at__isnull=True, mail_dropped_at__isnull=True),
                name="calendar_mail_owed",
            ),
            models.Index(fields=["session", "person", "id"], name="calendar_mail_latest"),
        ]

    def __str__(self) -> str:
        return f"{self.cause} {self.session_id} to {self.person_id}"
