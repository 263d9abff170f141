"""The only code that brings an old revision back: as a new one, for history is never rewritten."""

from django.db import transaction

from ideanet.people.models import Person
from ideas.models import Idea, Revision
from ideas.workflow import writing
from ideas.workflow.writing import Text


@transaction.atomic
def restore(
    idea: Idea, number: int, *, by: Person, note: str, read_number: int, is_material: bool = False
) -> Revision:
    """Publish the text of revision `number` again. Raises what publishing a revision raises: nothing that
    somebody published meanwhile is undone unseen."""
    old = Revision.objects.get(idea=idea, number=number)
    return writing.publish_revision(
        idea,
        Text(old.title, old.nugget, old.body),
        by=by,
        note=note,
        read_number=read_number,
        is_material=is_material,
    )
