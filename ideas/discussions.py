"""A discussion read a page at a time, by thread or by time, and where in it a comment stands."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db.models import Q

from ideanet.paging import Page, cursor
from ideanet.people.models import Person
from ideas import mentions, prepared, rules, threads
from ideas.forms.comments import CommentForm
from ideas.mentions import Said
from ideas.models import Comment, Idea
from ideas.stages import CommentAudience, TalkOrder
from ideas.threads import Shown

COMMENTS = 50
COLUMNS = {TalkOrder.THREADS: ("thread_id", "pk"), TalkOrder.NEWEST: ("-pk",), TalkOrder.OLDEST: ("pk",)}


@dataclass(frozen=True)
class Earlier:
    """Words that were replaced by others."""

    said: Said
    said_at: datetime
    replaced_at: datetime


@dataclass(frozen=True)
class Blank:
    """A form to say something, in which nothing stands yet."""

    idea_pk: int
    audiences: tuple[CommentAudience, ...]

    @property
    def form(self) -> CommentForm:
        return CommentForm(audiences=list(self.audiences))

    @property
    def idea(self) -> dict[str, int]:
        return {"pk": self.idea_pk}


def order_of(text: str) -> TalkOrder:
    return TalkOrder(text) if text in TalkOrder.values else TalkOrder.THREADS


def discussion_of(
    idea: Idea,
    reader: Person,
    *,
    after: str = "",
    focus: int | None = None,
    order: TalkOrder = TalkOrder.THREADS,
) -> dict[str, Any]:
    """What ideas/partials/discussion.html needs. One query, however long the discussion is; another where
    there is an official answer.
    """
    comments = prepared.COMMENTS.page(reader, idea.pk, order=COLUMNS[order], after=after, size=COMMENTS)
    build = threads.build if order == TalkOrder.THREADS else threads.build_flat
    shown = build(comments, idea, reader, focus=focus)
    may_comment = rules.may_comment(reader, idea)
    return {
        "idea": idea,
        "comments": comments,
        "threads": shown,
        "branches": tuple(one.branch for one in shown),
        "official": official_answer(comments, idea, reader),
        "order": order,
        "orders": TalkOrder.choices,
        "is_long": len(comments) > 1,
        "blank": Blank(idea.pk, tuple(rules.comment_audiences(reader, idea))) if may_comment else None,
        "request_key": uuid4(),
    }


def official_answer(comments: Page[Comment], idea: Idea, reader: Person) -> Shown | None:
    """The pinned comment, wherever it stands; everyone who sees the idea reads it."""
    official: int | None = idea.official_pk  # type: ignore[attr-defined]  # annotated by with_official_answer()
    if official is None:
        return None
    found = next((comment for comment in comments if comment.pk == official), None)
    if found is None:
        found = Comment.objects.visible_to(reader).on(idea).for_threads().filter(pk=official).first()
    return shown(found, idea, reader) if found else None


def cursor_for(comment: Comment, reader: Person) -> str:
    """What `?after=` says for the page that has the comment; nothing for the first page.

    The page begins with the comment's thread, or with the comment where its thread is too long.
    """
    seen = Comment.objects.visible_to(reader).filter(idea=comment.idea_id).order_by()
    before = Q(thread__lt=comment.thread_id) | Q(thread=comment.thread_id, pk__lt=comment.pk)
    if len(seen.filter(before).values("pk")[:COMMENTS]) < COMMENTS:
        return ""
    in_thread = seen.filter(thread=comment.thread_id, pk__lt=comment.pk).values("pk")[:COMMENTS]
    first = comment.pk if len(in_thread) == COMMENTS else comment.thread_id
    return cursor(str(comment.thread_id), str((first or comment.pk) - 1))


def shown(comment: Comment, idea: Idea, reader: Person) -> Shown:
    """One comment by itself; load it with `for_threads()`."""
    return threads.build([comment], idea, reader)[0]


def wordings_of(comment: Comment, reader: Person) -> list[Earlier]:
    """How it read before, the latest first; load it with `for_threads()`. One query."""
    rows = comment.mentioned  # type: ignore[attr-defined]  # annotated
    return [
        Earlier(mentions.said(wording.body, rows, reader), wording.said_at, wording.replaced_at)
        for wording in comment.wordings.all()
    ]
