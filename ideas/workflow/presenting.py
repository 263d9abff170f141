"""The only code that writes what is on a session's page beside its plan: ideas, materials, and what was said."""

from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from ideanet.activity import events
from ideanet.activity.stages import Reach
from ideanet.people.models import Person
from ideanet.uploads import Examined
from ideas import rules, session_notices, session_rules
from ideas.errors import OutOfDateError, RefusedError
from ideas.models import Idea, Material, Session, SessionIdea, Theme
from ideas.stages import IdeaPart
from ideas.workflow import writing
from ideas.workflow.scheduling import lock
from ideas.workflow.writing import Text


@transaction.atomic
def present(session: Session, idea: Idea, *, by: Person) -> None:
    """Put an idea on the session's page, where those see it who may see it; twice is once."""
    session = _lock_to_run(session, by)
    _row, is_new = SessionIdea.objects.get_or_create(
        session=session, idea=idea, part=IdeaPart.PRESENTED, defaults={"added_by": by}
    )
    if is_new:
        events.record(session_notices.IDEA_PRESENTED, session, by=by, reach=Reach.NAMED, idea_id=idea.pk)


@transaction.atomic
def remove_idea(session: Session, idea: Idea, *, by: Person) -> None:
    """Take an idea that was presented off the page; what began here, began here."""
    session = _lock_to_run(session, by)
    rows = SessionIdea.objects.filter(session=session, idea=idea, part=IdeaPart.PRESENTED)
    if rows.delete()[0]:
        events.record(session_notices.IDEA_REMOVED, session, by=by, reach=Reach.NAMED, idea_id=idea.pk)


@transaction.atomic
def start_idea(
    session: Session, text: Text, *, by: Person, theme: Theme, kind: str, request_key: UUID | None = None
) -> Idea:
    """Begin an idea from what was said; the same `request_key` again returns the one already begun."""
    session = lock(session)
    if not session_rules.may_start_idea(by, session, session.now):  # type: ignore[attr-defined]  # annotated by for_rules()
        raise PermissionDenied
    made = SessionIdea.objects.filter(session=session, request_key=request_key, added_by=by).first()
    if request_key is not None and made is not None:
        return made.idea
    idea = writing.create_idea(text, by=by, theme=theme, kind=kind)
    SessionIdea.objects.create(
        session=session, idea=idea, part=IdeaPart.STARTED, added_by=by, request_key=request_key
    )
    events.record(session_notices.IDEA_STARTED, session, by=by, reach=Reach.NAMED, idea_id=idea.pk)
    return idea


@transaction.atomic
def name_session(idea: Idea, session: Session, *, by: Person) -> None:
    """Say of an idea that was written by hand in which session it began; the same twice is once.

    Raises PermissionDenied for those who did not write it or could not begin one there, RefusedError where it
    began elsewhere.
    """
    idea, session = writing.lock(idea), lock(session)
    may_start = session_rules.may_start_idea(by, session, session.now)  # type: ignore[attr-defined]  # annotated by for_rules()
    if not (rules.is_author(by, idea) and may_start):
        raise PermissionDenied
    earlier = SessionIdea.objects.filter(idea=idea, part=IdeaPart.STARTED).first()
    if earlier is not None and earlier.session_id != session.pk:
        raise RefusedError(_("It is said to have begun in another session. Take that back first."))
    if earlier is None:
        SessionIdea.objects.create(
            session=session, idea=idea, part=IdeaPart.STARTED, added_by=by, is_named=True
        )
        events.record(session_notices.IDEA_STARTED, session, by=by, reach=Reach.NAMED, idea_id=idea.pk)


@transaction.atomic
def unname_session(idea: Idea, session: Session, *, by: Person) -> None:
    """Take it back: an author, or who runs the session. What was written from its notes began there."""
    idea, session = writing.lock(idea), lock(session)
    if not (rules.is_author(by, idea) or session_rules.may_run_session(by, session)):
        raise PermissionDenied
    rows = SessionIdea.objects.filter(session=session, idea=idea, part=IdeaPart.STARTED, is_named=True)
    if not rows.delete()[0]:
        raise OutOfDateError(_("That is not said any more, or it was written from the notes of the session."))
    events.record(session_notices.IDEA_REMOVED, session, by=by, reach=Reach.NAMED, idea_id=idea.pk)


@transaction.atomic
def write_down(session: Session, transcript: str, *, by: Person, read: str) -> Session:
    """Keep notes or a transcript, in Markdown. `read` is the text that the writer started from."""
    session = _lock_to_run(session, by)
    if session.transcript == transcript:
        return session
    if session.transcript != read:
        raise OutOfDateError(_("Somebody else changed the notes while you were writing."))
    is_first = not session.transcript
    session.transcript = transcript
    session.save(update_fields=["transcript"])
    kind = session_notices.TRANSCRIBED if is_first else session_notices.TRANSCRIPT_CHANGED
    events.record(kind, session, by=by)
    return session


@transaction.atomic
def add_material(
    session: Session,
    *,
    by: Person,
    file: Examined | None = None,
    request_key: UUID | None = None,
    **fields: Any,
) -> Material:
    """Add a link in `fields`, or a file; the same `request_key` again returns the one already added."""
    session = _lock_to_run(session, by)
    made = Material.objects.filter(session=session, request_key=request_key).first()
    if request_key is not None and made is not None:
        return made
    material = Material(session=session, added_by=by, request_key=request_key, **fields)
    if file is not None:
        material.file_name, material.content_type = file.name, file.kind.content_type
        material.size = file.size
        # What it is kept under tells nothing and is never asked for.
        material.file.save(f"{uuid4().hex}{file.kind.suffix}", ContentFile(file.data), save=False)
    material.save(force_insert=True)
    reach = Reach.EMPLOYEES if material.is_internal else Reach.EVERYONE
    events.record(session_notices.MATERIAL_ADDED, session, by=by, subject=material, reach=reach)
    return material


@transaction.atomic
def remove_material(material: Material, *, by: Person) -> None:
    session = _lock_to_run(material.session, by)
    reach = Reach.EMPLOYEES if material.is_internal else Reach.EVERYONE
    events.record(session_notices.MATERIAL_REMOVED, session, by=by, reach=reach, title=material.title)
    Material.objects.filter(pk=material.pk).delete()
    name = material.file.name
    if name:
        transaction.on_commit(lambda: material.file.storage.delete(name))


def _lock_to_run(session: Session, by: Person) -> Session:
    session = lock(session)
    if not session_rules.may_run_session(by, session):
        raise PermissionDenied
    return session
