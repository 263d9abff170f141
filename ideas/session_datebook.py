"""Dates of sessions: those that one presents or has a place in."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from ideanet.activity.datebook import Date, register_dates
from ideanet.people.models import Person
from ideas.models import Place, Presenter, Session
from ideas.stages import PlaceState

MOST = 200


def of_sessions(person: Person, since: datetime) -> Iterator[Date]:
    """One query."""
    presents = Presenter.objects.filter(session=OuterRef("pk"), person=person)
    comes = Place.objects.filter(session=OuterRef("pk"), person=person, state=PlaceState.TAKEN)
    sessions = Session.objects.visible_to(person).held().filter(Q(Exists(presents)) | Q(Exists(comes)))
    for session in sessions.filter(ends_at__gte=since).order_by("starts_at", "pk")[:MOST]:
        yield Date(
            name=f"session-{session.uid}",
            label=session.title,
            path=session.get_absolute_url(),
            begins=session.starts_at,
            ends=session.ends_at,
            place=session.place or session.link,
        )


def declare() -> None:
    """Called once, when the app is ready."""
    register_dates(of_sessions)
