"""Who may do what to drafts, quotes and channels: pure functions of person and object."""

from typing import TYPE_CHECKING

from ideanet.people.stages import Role
from ideanet.publishing.stages import UNFINISHED, DraftState
from ideas import rules as idea_rules
from ideas.stages import CommentAudience, Stage

if TYPE_CHECKING:
    from ideanet.people.models import Person
    from ideanet.publishing.models import Draft, Quote
    from ideas.models import Comment, Idea

# Stages that say a council has approved the text as it stands.
APPROVED = frozenset({Stage.APPROVED, Stage.PUBLISHED, Stage.ADOPTED})


def may_publish(person: "Person") -> bool:
    """Work on drafts at all."""
    return person.holds(Role.MARKETING)


def may_make_draft(person: "Person", idea: "Idea") -> bool:
    return may_publish(person) and idea.stage in APPROVED and idea_rules.may_view(person, idea)


def may_view_draft(person: "Person", draft: "Draft") -> bool:
    """Twin: `DraftQuerySet.visible_to`. Marketing, and the authors whose names it carries."""
    if not idea_rules.may_view(person, draft.idea):
        return False
    return may_publish(person) or idea_rules.is_author(person, draft.idea)


def may_work_on(person: "Person", draft: "Draft") -> bool:
    """Marketing, for ideas that it sees."""
    return may_publish(person) and may_view_draft(person, draft)


def may_edit_draft(person: "Person", draft: "Draft") -> bool:
    return draft.state in UNFINISHED and may_work_on(person, draft)


def may_add_proof(person: "Person", draft: "Draft") -> bool:
    """What came of a piece returns once it is out."""
    return draft.state == DraftState.LIVE and may_work_on(person, draft)


def is_quotable(comment: "Comment") -> bool:
    """Twin: `querysets.quotable`. Consented to, still said, and said to everyone who sees the idea."""
    return (
        comment.may_quote
        and not comment.is_deleted
        and not comment.is_hidden
        and comment.audience == CommentAudience.EVERYONE
    )


def may_take_back(person: "Person", quote: "Quote") -> bool:
    """Twin: `QuoteQuerySet.spoken_by`. A quote is its speaker's own; the workflow says until when."""
    return person.is_active and quote.comment.author_id == person.pk


def may_run_channels(person: "Person") -> bool:
    return person.holds(Role.MARKETING) or person.holds(Role.ADMINISTRATOR)
