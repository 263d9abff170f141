"""Mails that keep people's calendars: owed by a row, permission asked again at the moment of sending."""

from collections.abc import Iterable
from functools import partial
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models.functions import Now
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ideas import calendars, session_rules
from ideas.calendars import CONTENT_TYPE, Method
from ideas.models import CalendarMail, Place, Presenter, Session
from ideas.stages import CalendarCause, PlaceState

GONE: Final = {CalendarCause.CANCELLED, CalendarCause.LEFT}


def owe(
    session: Session, people: Iterable[int], cause: CalendarCause, *, words: str = "", spans: bool = False
) -> None:
    """Write down that these people get a mail; inside the transaction of what it tells."""
    from ideanet.activity.tasks import hasten
    from ideas import tasks  # tasks call this module

    rows = [
        CalendarMail(session=session, person_id=pk, cause=cause, words=words, spans_series=spans)
        for pk in people
    ]
    if rows:
        CalendarMail.objects.bulk_create(rows, batch_size=1000)
        transaction.on_commit(partial(hasten, tasks.mail_calendars, session.pk))


@transaction.atomic
def send(pk: int) -> bool:
    """Send one; True if this call did. A crash in between sends it again with the same Message-ID."""
    row = (
        CalendarMail.objects.owed()
        .select_for_update(skip_locked=True, of=("self",))
        .select_related("person__organisation")
        .filter(pk=pk)
        .first()
    )
    if row is None:
        return False
    message = _message(row)
    if message is None:
        CalendarMail.objects.filter(pk=row.pk).update(mail_dropped_at=Now())
        return False
    message.send()
    CalendarMail.objects.filter(pk=row.pk).update(mailed_at=Now())
    return True


def _message(row: CalendarMail) -> EmailMultiAlternatives | None:
    """None where the person wants no mails, has left, or a later mail says how things stand."""
    person = row.person
    if not person.is_active or not person.mails_wanted or CalendarMail.objects.later_than(row).exists():
        return None
    session = Session.objects.for_rules().get(pk=row.session_id)
    sees = session_rules.may_view_session(person, session)
    if row.cause in GONE:
        return _written(row, session, method="CANCEL", sees=sees)
    if not sees or session.is_cancelled or not _still_comes(row, session):
        return None
    return _written(row, session, method="PUBLISH" if row.spans_series else "REQUEST", sees=True)


def _still_comes(row: CalendarMail, session: Session) -> bool:
    if session_rules.is_presenter(row.person, session):
        return True
    return Place.objects.at(session).taken().filter(person=row.person_id).exists()


def _written(row: CalendarMail, session: Session, *, method: Method, sees: bool) -> EmailMultiAlternatives:
    title = " ".join(session.title.split()) if sees else _("A session")
    context = {
        "cause": row.cause,
        "words": row.words if sees else "",
        "title": title,
        "session": session if sees else None,
        "spans": row.spans_series,
        "address": f"{settings.SITE_ADDRESS}{session.get_absolute_url()}" if sees else "",
        "zone": row.person.time_zone,
    }
    with translation.override(settings.LANGUAGE_CODE), timezone.override(row.person.time_zone):
        mail = EmailMultiAlternatives(
            subject=title[:180],
            body=render_to_string("ideas/sessions/email/calendar.txt", context),
            to=[row.person.email],
            headers=_headers(row),
        )
    file = _file(row, session, method=method, sees=sees)
    # Mail programs offer to file it when it is said both ways.
    mail.attach_alternative(file.decode(), f"{CONTENT_TYPE}; method={method}")
    mail.attach("session.ics", file, CONTENT_TYPE)
    return mail


def _file(row: CalendarMail, session: Session, *, method: Method, sees: bool) -> bytes:
    if not sees:
        return calendars.withdrawal_of(session, row.person)
    sessions = [session]
    if row.spans_series:
        series = Session.objects.for_rules().filter(series=session.series_id).coming().order_by("starts_at")
        sessions = list(series)
    return calendars.file_of(sessions, method=method, person=row.person, with_link=method != "CANCEL")


def _headers(row: CalendarMail) -> dict[str, str]:
    host = urlsplit(settings.SITE_ADDRESS).hostname
    thread = f"<ideas.session.{row.session_id}@{host}>"
    return {
        "Message-ID": f"<calendar.{row.pk}@{host}>",
        "References": thread,
        "In-Reply-To": thread,
        "Auto-Submitted": "auto-generated",
    }


def comes(session: Session) -> list[int]:
    """The keys of all who have a place."""
    rows = Place.objects.at(session).filter(state=PlaceState.TAKEN)
    return list(rows.values_list("person_id", flat=True))


def presenters(session: Session) -> list[int]:
    """The keys of all who present."""
    return list(Presenter.objects.filter(session=session).values_list("person_id", flat=True))
