"""The only code that says who may read an idea by name."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from ideanet.activity import events
from ideanet.activity.stages import Reach
from ideanet.people.models import Person
from ideas import notices, rules
from ideas.errors import RefusedError
from ideas.models import Idea, Reader
from ideas.stages import ReaderReason
from ideas.workflow.writing import lock


@transaction.atomic
def name_reader(idea: Idea, person: Person, *, by: Person) -> None:
    """Let somebody read the idea who could not by its audience alone; never beyond its theme."""
    idea = lock(idea)
    if not rules.may_set_audience(by, idea):
        raise PermissionDenied
    if not rules.may_view_theme(person, idea.theme):
        raise RefusedError(
            _("%(name)s cannot see the theme “%(theme)s”, so neither its ideas.")
            % {"name": person.name, "theme": idea.theme}
        )
    _row, is_new = Reader.objects.get_or_create(idea=idea, person=person, reason=ReaderReason.NAMED)
    if is_new:
        events.record(notices.READER_NAMED, idea, by=by, reach=Reach.NAMED, person_id=person.pk)


@transaction.atomic
def remove_reader(idea: Idea, person: Person, *, by: Person) -> None:
    """Take the name back; what the audience or a council gives stays."""
    idea = lock(idea)
    if not rules.may_set_audience(by, idea):
        raise PermissionDenied
    gone, _rows = Reader.objects.filter(idea=idea, person=person, reason=ReaderReason.NAMED).delete()
    if gone:
        events.record(notices.READER_REMOVED, idea, by=by, reach=Reach.REVIEWERS)
