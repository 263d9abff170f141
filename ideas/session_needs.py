"""What of sessions needs a person: to present soon, to say who was there, to say how it was."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from ideanet.activity.needs import Need, register_need
from ideanet.people.models import Person
from ideanet.prepared import Prepared
from ideas.models import Attendance, Feedback, Session

MOST = 3
SOON = timedelta(days=7)
# Later than this nobody remembers who was there, or how it was.
LONG_AGO = timedelta(days=30)


def presenting_soon(person: Person) -> Iterator[Need]:
    """Sessions of the next days that the person presents."""
    for session in _PRESENTED_SOON.rows(person):
        label = _("Present “%(title)s” on %(day)s") % _named(session, "l, H:i")
        yield Need(label, session.get_absolute_url(), session.starts_at)


def attendance_to_take(person: Person) -> Iterator[Need]:
    """Sessions that the person presented, and nobody said yet who was there."""
    for session in _PRESENTED_LATELY.rows(person):
        label = _("Say who was at “%(title)s” on %(day)s") % _named(session, "j F")
        yield Need(label, reverse("ideas:session_attendance", args=[session.pk]))


def feedback_to_give(person: Person) -> Iterator[Need]:
    """Sessions that the person was at and said nothing about yet."""
    for session in _ATTENDED_LATELY.rows(person):
        label = _("Say how “%(title)s” was on %(day)s") % _named(session, "j F")
        yield Need(label, reverse("ideas:session_feedback", args=[session.pk]))


def _presented_soon(person: Person) -> "QuerySet[Session]":
    found = Session.objects.presented_by(person).held().coming().filter(starts_at__lt=Now() + SOON)
    return found.only("title", "starts_at").order_by("starts_at", "pk")[:MOST]


def _presented_lately(person: Person) -> "QuerySet[Session]":
    over = Session.objects.presented_by(person).held().past().filter(ends_at__gt=Now() - LONG_AGO)
    return over.filter(attendance_at=None).only("title", "starts_at").order_by("ends_at", "pk")[:MOST]


def _attended_lately(person: Person) -> "QuerySet[Session]":
    there = Attendance.objects.filter(session=OuterRef("pk"), person=person)
    given = Feedback.objects.filter(session=OuterRef("pk"), person=person)
    over = Session.objects.visible_to(person).past().filter(Exists(there), ends_at__gt=Now() - LONG_AGO)
    return over.exclude(Exists(given)).only("title", "starts_at").order_by("ends_at", "pk")[:MOST]


_PRESENTED_SOON: Prepared[Session] = Prepared(_presented_soon)
_PRESENTED_LATELY: Prepared[Session] = Prepared(_presented_lately)
_ATTENDED_LATELY: Prepared[Session] = Prepared(_attended_lately)


def _named(session: Session, form: str) -> dict[str, str]:
    """Its title and its day: the times of a series have one title."""
    return {"title": session.title, "day": date_format(localtime(session.starts_at), form)}


def declare() -> None:
    """Called once, when the app is ready."""
    for provider in (presenting_soon, attendance_to_take, feedback_to_give):
        register_need(provider)
