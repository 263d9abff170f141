"""The only code that turns a document into an idea."""

from django.db import transaction

from ideanet.people.models import Person
from ideas import moves
from ideas.documents import Document
from ideas.models import Idea, Theme
from ideas.stages import Kind
from ideas.workflow.moving import perform
from ideas.workflow.writing import Source, Text, create_idea


@transaction.atomic
def take(
    document: Document, source: Source, *, by: Person, theme: Theme, audience: str, is_submitted: bool
) -> Idea:
    """A draft with the document's texts, submitted if asked; raises what those two steps raise."""
    idea = create_idea(
        Text(document.title, document.nugget, document.body),
        by=by,
        theme=theme,
        kind=Kind.WHITE_PAPER,
        audience=audience,
        source=source,
    )
    if is_submitted:
        perform(moves.SUBMIT, idea, by=by)
    return idea
