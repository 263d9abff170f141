"""The only code that keeps what is typed into the form for a new idea before it can be a draft."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ideanet.people.models import Person
from ideas import rules
from ideas.errors import OutOfDateError, RefusedError
from ideas.models import Beginning, Jotting, Theme
from ideas.workflow.writing import Text

# Each can be opened again, so that none has to make room for another unasked.
MOST = 10


@transaction.atomic
def keep(
    key: UUID, text: Text, *, by: Person, read_at: datetime | None, theme: Theme | None, kind: str
) -> Jotting | None:
    """Keep what was typed for this person alone; None where nothing is left of it.

    `read_at` is the `changed_at` that the writer started from, None where there was nothing. Raises
    OutOfDateError when the words were changed elsewhere since, or have become a draft, and RefusedError when
    the person has begun too many already.
    """
    if not rules.may_submit_ideas(by):
        raise PermissionDenied
    lock(by)
    if Beginning.objects.filter(key=key, begun_by=by).exists():
        raise OutOfDateError(_("This has become a draft in another tab or browser."))
    found = _read(key, text, by=by, read_at=read_at)
    if not _says_something(text):
        if found:
            found.delete()
        return None
    if found is None and Jotting.objects.filter(person=by).count() >= MOST:
        raise RefusedError(
            _(
                "You have begun %(count)s ideas that are no drafts yet. Finish one or throw one away: "
                "until then these words are kept in this browser alone."
            )
            % {"count": MOST}
        )
    values = {
        "title": text.title,
        "nugget": text.nugget,
        "body": text.body,
        "theme": theme,
        "kind": kind,
        "changed_at": timezone.now(),
    }
    jotting, _is_new = Jotting.objects.update_or_create(person=by, key=key, defaults=values)
    return jotting


@transaction.atomic
def discard(jotting: Jotting, *, by: Person, read_at: datetime | None) -> None:
    """Throw it away. Raises OutOfDateError when it was changed elsewhere since `read_at`."""
    if jotting.person_id != by.pk:
        raise PermissionDenied
    lock(by)
    use_up(jotting.key, None, by=by, read_at=read_at)


def use_up(key: UUID, text: Text | None, *, by: Person, read_at: datetime | None) -> None:
    """Remove it, as its words stand in a draft now; inside the caller's transaction, which holds the lock.

    Raises OutOfDateError when they were changed elsewhere since `read_at`.
    """
    if found := _read(key, text, by=by, read_at=read_at):
        found.delete()


def lock(person: Person) -> None:
    """One after the other: what a person types in two places, and the draft that it becomes."""
    Person.objects.select_for_update(of=("self",), no_key=True).get(pk=person.pk)


def _read(key: UUID, text: Text | None, *, by: Person, read_at: datetime | None) -> Jotting | None:
    """What is kept of this form, if it is still what the writer started from, or says the same."""
    found = Jotting.objects.filter(person=by, key=key).first()
    if found is None or found.changed_at == read_at or Text(found.title, found.nugget, found.body) == text:
        return found
    raise OutOfDateError(_("You changed this text in another tab or browser after you began here."))


def _says_something(text: Text) -> bool:
    return any(part.strip() for part in (text.title, text.nugget, text.body))
