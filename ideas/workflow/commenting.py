"""The only code that writes comments."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ideanet.activity import events, follows
from ideanet.activity.kinds import EventKind
from ideanet.activity.models import Event
from ideanet.activity.stages import Reach, Reason
from ideanet.people.models import Person
from ideas import mentions, notices, rules
from ideas.errors import OutOfDateError, RefusedError
from ideas.models import Comment, Idea, Mention, Revision, Wording
from ideas.stages import CommentAudience
from ideas.workflow import answering, tallies
from ideas.workflow.writing import lock

_WIDTH = list(CommentAudience.values)
_REACH = {
    CommentAudience.EVERYONE: Reach.EVERYONE,
    CommentAudience.EMPLOYEES: Reach.EMPLOYEES,
    CommentAudience.REVIEWERS: Reach.REVIEWERS,
}


def is_wider(audience: str, than: str) -> bool:
    return _WIDTH.index(audience) > _WIDTH.index(than)


@transaction.atomic
def post(
    idea: Idea,
    *,
    by: Person,
    body: str,
    audience: str,
    parent: Comment | None = None,
    may_quote: bool = False,
    request_key: UUID | None = None,
) -> Comment:
    """Comment on the current revision; the same `request_key` again returns the comment already made."""
    idea = lock(idea)
    made = (
        Comment.objects.filter(author=by, request_key=request_key, idea=idea).first() if request_key else None
    )
    if made is not None:
        return made
    if not rules.may_comment(by, idea) or audience not in rules.comment_audiences(by, idea):
        raise PermissionDenied
    if parent is not None:
        # As it is now that the idea is locked: its author may have taken it back meanwhile.
        parent = Comment.objects.get(pk=parent.pk)
        _check_parent(parent, idea, audience)
    revision = Revision.objects.only("pk").get(idea=idea, number=idea.revision_number)
    comment = Comment.objects.create(
        idea=idea,
        revision=revision,
        author=by,
        parent=parent,
        thread_id=parent.thread_id if parent else None,
        audience=audience,
        body=body,
        may_quote=may_quote,
        request_key=request_key,
    )
    if parent is None:
        comment.thread = comment
        comment.save(update_fields=["thread"])
    event = _announce(notices.COMMENTED, idea, comment, by, voice=tallies.hear(idea, by, audience))
    _call(comment, idea, by, event)
    follows.follow(by, idea, reason=Reason.COMMENTED)
    return comment


def _check_parent(parent: Comment, idea: Idea, audience: str) -> None:
    if parent.idea_id != idea.pk or parent.is_deleted or parent.is_hidden:
        raise OutOfDateError(
            _("The comment you answer is gone. Your text is kept; post it as a comment of its own.")
        )
    if is_wider(audience, parent.audience):
        raise RefusedError(
            _("A reply is never read by more people than what it answers: choose “%(audience)s”.")
            % {"audience": parent.get_audience_display()}
        )


def _call(comment: Comment, idea: Idea, by: Person, event: Event) -> None:
    """Write down whom the comment names; the event tells those whom no earlier wording named."""
    Mention.objects.bulk_create(
        [
            Mention(comment=comment, person=person, name=name, event=event)
            for name, person in mentions.find(comment.body, idea, comment.audience, by).called.items()
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def edit(comment: Comment, *, by: Person, body: str, may_quote: bool) -> Comment:
    """Change the words; the thread says that they were changed, and keeps those from before.

    The consent to be quoted alone is changed without a word.
    """
    idea = lock(comment.idea)
    comment = Comment.objects.select_for_update().get(pk=comment.pk)
    if comment.is_hidden and rules.may_delete_comment(by, comment):
        raise OutOfDateError(
            _("Your comment was hidden meanwhile. The notice says why; your words are kept.")
        )
    if not rules.may_edit_comment(by, comment):
        raise PermissionDenied
    comment.may_quote = may_quote
    if body == comment.body:
        comment.save(update_fields=["may_quote"])
        return comment
    Wording.objects.create(comment=comment, body=comment.body, said_at=comment.edited_at or comment.at)
    comment.body, comment.edited_at = body, timezone.now()
    comment.save(update_fields=["body", "may_quote", "edited_at"])
    event = events.record(
        notices.COMMENT_EDITED,
        idea,
        by=by,
        subject=comment,
        reach=_REACH[CommentAudience(comment.audience)],
    )
    _call(comment, idea, by, event)
    return comment


@transaction.atomic
def delete(comment: Comment, *, by: Person) -> None:
    """Leave a tombstone; the words are gone from the page, and the quote consent with them."""
    idea = lock(comment.idea)
    comment = Comment.objects.select_for_update().get(pk=comment.pk)
    if not rules.may_delete_comment(by, comment):
        raise PermissionDenied
    if comment.is_pinned:
        answering.take_down(comment, idea)
    comment.deleted_at, comment.may_quote = timezone.now(), False
    comment.save(update_fields=["deleted_at", "may_quote"])
    _announce(notices.COMMENT_DELETED, idea, comment, by)


@transaction.atomic
def mark_answered(comment: Comment, *, by: Person) -> None:
    """Say that the current revision answers the comment."""
    idea = lock(comment.idea)
    comment = Comment.objects.get(pk=comment.pk)
    comment.idea = idea
    if not rules.may_mark_answered(by, comment):
        raise PermissionDenied
    revision = Revision.objects.get(idea=idea, number=idea.revision_number)
    if revision.pk == comment.revision_id:
        raise RefusedError(_("Publish a revision first: the comment is about the current one."))
    Comment.objects.filter(pk=comment.pk).update(answered_by=revision)
    events.record(
        notices.COMMENT_ANSWERED,
        idea,
        by=by,
        subject=comment,
        reach=_REACH[CommentAudience(comment.audience)],
        number=revision.number,
    )


def _announce(kind: EventKind, idea: Idea, comment: Comment, by: Person, **data: Any) -> Event:
    tallies.recount_comments(idea)
    return events.record(
        kind,
        idea,
        by=by,
        subject=comment,
        reach=_REACH[CommentAudience(comment.audience)],
        round=idea.round_number,
        **data,
    )
