"""The only code that keeps what authors type before it is published, and who of them is typing."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ideanet.people.models import Person
from ideas import rules
from ideas.errors import OutOfDateError
from ideas.models import Beginning, Idea, Revision, Theme, WorkingCopy, Writer
from ideas.stages import Stage
from ideas.workflow import illustrating, jotting, writing
from ideas.workflow.writing import Text, lock


@transaction.atomic
def begin(
    key: UUID, text: Text, *, by: Person, theme: Theme, kind: str, read_at: datetime | None = None
) -> Idea:
    """The draft that this form begins; the same one, with its newer words, when it arrives again.

    `read_at` is the state of the jotting that the writer started from, None where there was none: the draft
    takes its place. Raises OutOfDateError when the jotting or the draft was changed elsewhere since.
    """
    jotting.lock(by)
    if begun := Beginning.objects.filter(key=key).select_related("idea").first():
        return _go_on(begun, text, by=by, theme=theme, kind=kind, read_at=read_at)
    jotting.use_up(key, text, by=by, read_at=read_at)
    idea = writing.create_idea(text, by=by, theme=theme, kind=kind)
    Beginning.objects.create(key=key, idea=idea, begun_by=by, read_at=read_at)
    _note_writer(idea, by, has_written=True)
    return idea


def _go_on(
    begun: Beginning, text: Text, *, by: Person, theme: Theme, kind: str, read_at: datetime | None
) -> Idea:
    if begun.begun_by_id != by.pk:
        raise OutOfDateError
    idea = lock(begun.idea)
    if (idea.title, idea.nugget, idea.body) == (text.title, text.nugget, text.body):
        return idea
    # Several pages may have been opened with the same jotting: it cannot be told which of them this is.
    if read_at or begun.read_at:
        raise OutOfDateError
    return writing.save_draft(idea, text, by=by, read_at=idea.created_at, theme=theme, kind=kind)


@transaction.atomic
def keep(idea: Idea, text: Text, *, by: Person, read_at: datetime | None, **more: Any) -> Idea:
    """Keep what was typed: in the draft itself, or in the working copy of the next revision.

    `read_at` says which state the writer started from: the draft's `changed_at`, or the working copy's,
    None where there was none. `more` is the theme and kind of a draft, or the `base_number` and note of a
    working copy. Raises OutOfDateError when it was changed since.
    """
    idea = lock(idea)
    if not rules.may_write(by, idea):
        raise PermissionDenied
    if "base_number" in more:
        if idea.stage != Stage.OPEN:
            raise OutOfDateError(_("The idea is not open any more, so its text stays as it is."))
        _keep_copy(idea, text, by=by, read_at=read_at, **more)
    else:
        idea = writing.save_draft(idea, text, by=by, read_at=read_at, **more)
    _note_writer(idea, by, has_written=True)
    return idea


def _keep_copy(
    idea: Idea, text: Text, *, by: Person, read_at: datetime | None, base_number: int, note: str = ""
) -> None:
    check_read(idea, text, read_at)
    values = {
        "title": text.title,
        "nugget": text.nugget,
        "body": text.body,
        "note": note,
        "base_number": base_number,
        "changed_by": by,
        "changed_at": timezone.now(),
    }
    WorkingCopy.objects.update_or_create(idea=idea, defaults=values)
    illustrating.attach(idea, text.body, by=by)


@transaction.atomic
def publish(idea: Idea, text: Text, *, by: Person, read_at: datetime | None, **more: Any) -> Revision:
    """Publish the next revision, as `writing.publish_revision`; its working copy is then used up."""
    idea = lock(idea)
    if rules.may_write(by, idea) and idea.stage == Stage.OPEN:
        check_read(idea, text, read_at)
    revision = writing.publish_revision(idea, text, by=by, **more)
    WorkingCopy.objects.filter(idea=idea).delete()
    return revision


@transaction.atomic
def drop(idea: Idea, *, by: Person) -> None:
    """Throw the working copy away; the published text stays as it is."""
    idea = lock(idea)
    if not rules.may_write(by, idea):
        raise PermissionDenied
    WorkingCopy.objects.filter(idea=idea).delete()


def beat(idea: Idea, *, by: Person) -> None:
    """Say that an author has the editor open."""
    if not rules.may_write(by, idea):
        raise PermissionDenied
    _note_writer(idea, by, has_written=False)


def copy_of(idea: Idea) -> WorkingCopy | None:
    """The working copy of the idea's next revision, if there is one."""
    return WorkingCopy.objects.filter(idea=idea).select_related("changed_by").first()


def read_at_of(idea: Idea, copy: WorkingCopy | None) -> datetime | None:
    """What a writer who begins now has read."""
    if idea.stage == Stage.DRAFT:
        return idea.changed_at
    return copy.changed_at if copy else None


def check_read(idea: Idea, text: Text, read_at: datetime | None) -> None:
    """Raise OutOfDateError unless the working copy is still what the writer started from, or says the same.

    Without one there is nothing to overwrite: it was published or dropped meanwhile, or never begun.
    """
    copy = copy_of(idea)
    if copy is None or copy.changed_at == read_at:
        return
    if (copy.title, copy.nugget, copy.body) != (text.title, text.nugget, text.body):
        raise OutOfDateError(
            _("%(name)s changed this text after you began.") % {"name": copy.changed_by.name}
        )


def _note_writer(idea: Idea, person: Person, *, has_written: bool) -> None:
    now = timezone.now()
    values: dict[str, Any] = {"seen_at": now} | ({"wrote_at": now} if has_written else {})
    Writer.objects.update_or_create(idea=idea, person=person, defaults=values)
