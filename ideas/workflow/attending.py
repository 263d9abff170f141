"""The only code that writes who was at a session, and what they say of it."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ideanet.activity import events
from ideanet.activity.stages import Reach
from ideanet.people.models import Person
from ideas import session_notices, session_rules
from ideas.errors import OutOfDateError
from ideas.models import Attendance, Feedback, Session
from ideas.workflow.scheduling import lock


@transaction.atomic
def check_in(session: Session, *, by: Person) -> None:
    """Say that one is there, while it goes on; twice is once."""
    session = lock(session)
    if not session_rules.may_view_session(by, session) or session_rules.is_presenter(by, session):
        raise PermissionDenied
    if not session_rules.may_check_in(by, session, session.now):  # type: ignore[attr-defined]  # annotated by for_rules()
        raise OutOfDateError(_("One can only say so while the session goes on. Ask a presenter."))
    if _mark(session, [by.pk], by):
        events.record(session_notices.CHECKED_IN, session, by=by, reach=Reach.NAMED)


@transaction.atomic
def take_attendance(
    session: Session, *, by: Person, asked: Iterable[Person], present: Iterable[Person]
) -> None:
    """Say who of those `asked` about was there. Whoever was and has not been asked yet is asked how it was."""
    session = lock(session)
    if not session_rules.may_take_attendance(by, session, session.now):  # type: ignore[attr-defined]  # annotated by for_rules()
        raise PermissionDenied
    there = {person.pk for person in present}
    absent = {person.pk for person in asked} - there
    Attendance.objects.filter(session=session, person__in=absent).delete()
    new = _mark(session, sorted(there), by)
    is_first = session.attendance_at is None
    session.attendance_at = timezone.now()
    session.save(update_fields=["attendance_at"])
    people = sorted(_there(session)) if is_first else new
    events.record(
        session_notices.ATTENDANCE_TAKEN, session, by=by, reach=Reach.NAMED, people=people, count=len(there)
    )


def _there(session: Session) -> set[int]:
    return set(Attendance.objects.filter(session=session).values_list("person_id", flat=True))


def _mark(session: Session, people: list[int], by: Person) -> list[int]:
    """Write down that they were there; says who was not written down before."""
    new = [pk for pk in people if pk not in _there(session)]
    Attendance.objects.bulk_create(Attendance(session=session, person_id=pk, marked_by=by) for pk in new)
    return new


@transaction.atomic
def give_feedback(session: Session, *, by: Person, **answers: Any) -> None:
    """Say how it was, or say it anew; `answers` are the fields of Feedback. Only who was there, once each."""
    session = lock(session)
    attended = Attendance.objects.filter(session=session, person=by).exists()
    if not session_rules.may_view_session(by, session) or not attended:
        raise PermissionDenied
    _feedback, is_new = Feedback.objects.update_or_create(session=session, person=by, defaults=answers)
    if is_new:
        # Unsigned: the record must not say who gave it.
        events.record(session_notices.FEEDBACK_GIVEN, session, by=None, reach=Reach.NAMED)
