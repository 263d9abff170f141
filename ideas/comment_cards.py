"""What a comment says to one reader, as a value: equal values are shown alike, so each is rendered once."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from django.contrib.humanize.templatetags.humanize import naturaltime
from django.utils import timezone
from django.utils.translation import get_language

from ideas.cards import Face
from ideas.mentions import Said
from ideas.models import Comment
from ideas.stages import CommentAudience

if TYPE_CHECKING:
    from ideas.threads import Shown

# Older than so many seconds, how long ago it was is counted once a minute for everybody.
OLD = 3600


@dataclass(frozen=True)
class CommentCard:
    """All that ideas/partials/comment_card.html is told of a comment."""

    pk: int
    idea_pk: int
    parent_id: int | None
    name: str
    author: Face | None
    organisation: str
    at: datetime
    ago: str
    revision: int
    current_revision: int
    answered_in: int | None
    audience: str
    text: str
    names: tuple[tuple[str, str], ...]
    answers: str
    guideline: str
    hidden_words: str
    is_deleted: bool
    is_hidden: bool
    is_edited: bool
    is_focused: bool
    is_pinned: bool
    is_narrow: bool
    may_quote: bool
    may_reply: bool
    may_edit: bool
    may_answer: bool
    may_pin: bool
    may_unpin: bool
    may_delete: bool
    may_report: bool
    may_moderate: bool

    @classmethod
    def of(cls, shown: "Shown") -> "CommentCard":
        """Of a comment from `for_threads()`, for the reader for whom it was `shown`; asks nothing more."""
        comment = shown.comment
        author = comment.author
        return cls(
            pk=comment.pk,
            idea_pk=comment.idea_id,
            parent_id=comment.parent_id,
            name=shown.name,
            author=Face(author.pk, author.name) if shown.is_known else None,
            organisation="" if author.is_employee or not shown.is_known else author.organisation.name,
            at=comment.at,
            ago=ago(comment.at),
            revision=comment.said_of,  # type: ignore[attr-defined]  # annotated
            current_revision=comment.idea.revision_number,
            answered_in=comment.answered_in,  # type: ignore[attr-defined]  # annotated
            audience=comment.audience,
            text=shown.said.text,
            names=tuple(shown.said.names.items()),
            answers=shown.answers,
            guideline=shown.guideline,
            # Whoever may not take it back is told no more than that it is hidden.
            hidden_words=comment.hidden_words if shown.may_delete else "",
            is_deleted=comment.is_deleted,
            is_hidden=comment.is_hidden,
            is_edited=comment.edited_at is not None,
            is_focused=shown.is_focused,
            is_pinned=comment.is_pinned,
            is_narrow=shown.is_narrow,
            may_quote=comment.may_quote,
            may_reply=shown.may_reply,
            may_edit=shown.may_edit,
            may_answer=shown.may_answer,
            may_pin=shown.may_pin,
            may_unpin=shown.may_unpin,
            may_delete=shown.may_delete,
            may_report=shown.may_report,
            may_moderate=shown.may_moderate,
        )

    @property
    def said(self) -> Said:
        return Said(self.text, dict(self.names))

    def get_audience_display(self) -> str:
        return str(CommentAudience(self.audience).label)

    def get_absolute_url(self) -> str:
        return Comment(pk=self.pk, idea_id=self.idea_pk).get_absolute_url()


def ago(at: datetime) -> str:
    """How long ago it was, in words."""
    now = timezone.now()
    if (now - at).total_seconds() < OLD:
        return str(naturaltime(at))
    return _ago(at, int(now.timestamp() // 60), get_language())


@lru_cache(maxsize=20_000)
def _ago(at: datetime, _minute: int, _language: str | None) -> str:
    return str(naturaltime(at))
