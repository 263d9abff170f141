"""Who may do what with sessions: pure functions of person, session and, where it matters, the moment.

Presenters and organisations are read through their relations; load them with
`Session.objects.for_rules()` and none of these asks the database anything.
"""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ideanet.people.stages import Role
from ideas.stages import Audience

if TYPE_CHECKING:
    from ideanet.people.models import Person
    from ideas.models import Material, Session

# Who comes early, or stays to talk, can still say that they are there.
AROUND = timedelta(minutes=15)


def is_presenter(person: "Person", session: "Session") -> bool:
    return any(row.person_id == person.pk for row in session.presenter_rows.all())


def may_view_session(person: "Person", session: "Session") -> bool:
    """Twin: `SessionQuerySet.visible_to`. Employees all; outsiders by its audience; presenters always."""
    if not person.is_active:
        return False
    if person.is_employee or session.audience == Audience.NETWORK or is_presenter(person, session):
        return True
    chosen = {organisation.pk for organisation in session.shared_with.all()}
    return session.audience == Audience.SHARED and person.organisation_id in chosen


def may_view_material(person: "Person", material: "Material") -> bool:
    """Twin: `MaterialQuerySet.visible_to`."""
    return may_view_session(person, material.session) and (person.is_employee or not material.is_internal)


def may_schedule(person: "Person") -> bool:
    """Employees share what they know; outsiders present when they are asked to."""
    return person.is_active and person.is_employee


def may_edit_session(person: "Person", session: "Session") -> bool:
    """Change it or call it off: who scheduled it, and marketing."""
    if not may_view_session(person, session):
        return False
    return person.pk == session.scheduled_by_id or person.holds(Role.MARKETING)


def may_run_session(person: "Person", session: "Session") -> bool:
    """Bring materials, notes and ideas, and take attendance: presenters too."""
    return may_edit_session(person, session) or (
        may_view_session(person, session) and is_presenter(person, session)
    )


def may_sign_up(person: "Person", session: "Session", now: datetime) -> bool:
    """Until it is over; presenters are there anyway."""
    return (
        may_view_session(person, session)
        and not is_presenter(person, session)
        and not session.is_cancelled
        and not session.is_over(now)
    )


def may_check_in(person: "Person", session: "Session", now: datetime) -> bool:
    """Say that one is there, while it goes on."""
    return (
        may_view_session(person, session)
        and not is_presenter(person, session)
        and not session.is_cancelled
        and session.starts_at - AROUND <= now <= session.ends_at + AROUND
    )


def may_take_attendance(person: "Person", session: "Session", now: datetime) -> bool:
    """Who runs it, once it has begun."""
    return may_run_session(person, session) and not session.is_cancelled and session.has_begun(now)


def may_start_idea(person: "Person", session: "Session", now: datetime) -> bool:
    """Employees who see it, once there was something to hear."""
    return (
        person.is_employee
        and may_view_session(person, session)
        and not session.is_cancelled
        and session.has_begun(now)
    )


def may_read_feedback(person: "Person", session: "Session") -> bool:
    """Its presenters alone: it was said to them."""
    return person.is_active and is_presenter(person, session)


def may_see_link(person: "Person", session: "Session", *, has_place: bool) -> bool:
    """Where places are few, the link is for those who have one."""
    return session.places is None or has_place or may_run_session(person, session)
