"""A page of comments as the tree that one reader sees, with what each comment lets them do."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from ideanet.people.models import Person
from ideanet.people.rules import may_view_person
from ideas import mentions, moderation, rules
from ideas.branches import Branch
from ideas.comment_cards import CommentCard
from ideas.mentions import Said
from ideas.models import Comment, Idea
from ideas.names import name_of
from ideas.stages import CommentAudience

# Deeper replies stand beside the deepest, and say what they answer.
DEEPEST = 4


@dataclass
class Shown:
    """One comment as ideas/partials/comment.html needs it; `answers` says in words what the tree cannot show."""

    comment: Comment
    said: Said
    name: str
    is_known: bool
    may_reply: bool
    may_edit: bool
    may_answer: bool
    may_pin: bool = False
    may_unpin: bool = False
    may_delete: bool = False
    may_report: bool = False
    may_moderate: bool = False
    guideline: str = ""
    is_focused: bool = False
    answers: str = ""
    replies: "list[Shown]" = field(default_factory=list)

    @property
    def card(self) -> CommentCard:
        """Needs its place in the tree, which may say what it answers."""
        return CommentCard.of(self)

    @property
    def is_narrow(self) -> bool:
        return self.comment.audience != CommentAudience.EVERYONE

    @property
    def branch(self) -> Branch:
        """With all that answers it; needs its place in the tree, as `card` does."""
        return Branch(self.card, tuple(reply.branch for reply in self.replies))


@dataclass(frozen=True)
class Shelf:
    """Where a comment was put, for those that answer it."""

    shown: Shown
    beside: list[Shown]
    depth: int


def build(
    comments: Iterable[Comment], idea: Idea, reader: Person, *, focus: int | None = None
) -> list[Shown]:
    """The tree of one page; `idea` is loaded for the rules, comments with `for_threads()`."""
    shelves: dict[int, Shelf] = {}
    roots: list[Shown] = []
    for shown in _all_shown(comments, idea, reader, focus):
        comment = shown.comment
        shelves[comment.pk] = _place(shown, shelves.get(comment.parent_id or 0), roots)
    return roots


def build_flat(
    comments: Iterable[Comment], idea: Idea, reader: Person, *, focus: int | None = None
) -> list[Shown]:
    """One below the other, each saying that it answers another; as `build` otherwise."""
    found = list(_all_shown(comments, idea, reader, focus))
    for shown in found:
        _place(shown, None, [])
    return found


def _all_shown(comments: Iterable[Comment], idea: Idea, reader: Person, focus: int | None) -> Iterator[Shown]:
    may_comment = rules.may_comment(reader, idea)
    is_author = rules.is_author(reader, idea)
    answers_for = rules.answers_for(reader, idea)
    moderates = rules.may_moderate(reader, idea)
    for comment in comments:
        # Every comment of the page is of this idea, which is loaded for the rules.
        comment.idea = idea
        is_there = not comment.is_deleted and not comment.is_hidden
        yield Shown(
            comment=comment,
            said=mentions.said_by(comment, reader),
            name=name_of(comment.author, reader),
            is_known=may_view_person(reader, comment.author),
            may_reply=may_comment and is_there,
            may_edit=rules.may_edit_comment(reader, comment),
            may_answer=is_author and _waits(comment, idea),
            may_pin=answers_for and not comment.is_pinned and rules.is_pinnable(comment),
            may_unpin=answers_for and comment.is_pinned,
            may_delete=rules.may_delete_comment(reader, comment),
            may_report=rules.may_report_seen(reader, comment),
            may_moderate=moderates and not comment.is_deleted and comment.author_id != reader.pk,
            guideline=str(moderation.guideline_of(comment)),
            is_focused=comment.pk == focus,
        )


def _place(shown: Shown, parent: "Shelf | None", roots: list[Shown]) -> "Shelf":
    """Put a comment under what it answers; one whose parent is elsewhere, or too deep, says so instead."""
    if parent is None:
        if shown.comment.parent_id is not None:
            shown.answers = _("Answers an earlier comment")
        beside, depth = roots, 0
    elif parent.depth == DEEPEST:
        shown.answers = _("Answers %(name)s") % {"name": parent.shown.name}
        beside, depth = parent.beside, DEEPEST
    else:
        beside, depth = parent.shown.replies, parent.depth + 1
    beside.append(shown)
    return Shelf(shown, beside, depth)


def _waits(comment: Comment, idea: Idea) -> bool:
    """Whether a revision since then could have answered what opened a thread, and none was said to have."""
    said_of: int = comment.said_of  # type: ignore[attr-defined]  # annotated
    return (
        comment.parent_id is None
        and not comment.is_deleted
        and not comment.is_hidden
        and comment.answered_by_id is None
        and said_of < idea.revision_number
    )
