"""A page of comments as the tree that one reader sees, with what each comment lets them do."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from ideanet.people.models import Person
from ideanet.people.rules import may_view_person
from ideanet.people.stages import OrganisationKind
from ideas import rules
from ideas.models import Comment, Idea
from ideas.stages import CommentAudience

# Deeper replies stand beside the deepest, and say what they answer.
DEEPEST = 4


@dataclass
class Shown:
    """One comment as ideas/partials/comment.html needs it; `answers` says in words what the tree cannot show."""

    comment: Comment
    name: str
    is_known: bool
    may_reply: bool
    may_edit: bool
    may_answer: bool
    is_focused: bool = False
    answers: str = ""
    replies: "list[Shown]" = field(default_factory=list)

    @property
    def is_narrow(self) -> bool:
        return self.comment.audience != CommentAudience.EVERYONE


@dataclass(frozen=True)
class Shelf:
    """Where a comment was put, for those that answer it."""

    shown: Shown
    beside: list[Shown]
    depth: int


def name_of(person: Person, reader: Person) -> str:
    """That another customer is here is not an outsider's to learn; what they said to everyone is."""
    if may_view_person(reader, person):
        return person.name
    names = {
        OrganisationKind.CUSTOMER: _("A customer"),
        OrganisationKind.ACADEMIC: _("An academic"),
        OrganisationKind.ANALYST: _("An analyst"),
        OrganisationKind.ASSOCIATION: _("An association"),
    }
    return names[OrganisationKind(person.organisation.kind)]


def build(
    comments: Iterable[Comment], idea: Idea, reader: Person, *, focus: int | None = None
) -> list[Shown]:
    """The tree of one page; `idea` is loaded for the rules, comments with `for_threads()`."""
    may_comment = rules.may_comment(reader, idea)
    is_author = rules.is_author(reader, idea)
    shelves: dict[int, Shelf] = {}
    roots: list[Shown] = []
    for comment in comments:
        shown = Shown(
            comment=comment,
            name=name_of(comment.author, reader),
            is_known=may_view_person(reader, comment.author),
            may_reply=may_comment and not comment.is_deleted,
            may_edit=rules.may_edit_comment(reader, comment),
            may_answer=is_author and _waits(comment, idea),
            is_focused=comment.pk == focus,
        )
        shelf = _place(shown, shelves.get(comment.parent_id or 0), roots)
        shelves[comment.pk] = shelf
    return roots


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
    return (
        comment.parent_id is None
        and not comment.is_deleted
        and comment.answered_by_id is None
        and comment.revision.number < idea.revision_number
    )
