"""The only code that says which comment is an idea's official answer."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from ideanet.activity import events
from ideanet.people.models import Person
from ideas import notices, rules
from ideas.errors import OutOfDateError
from ideas.models import Comment, Idea
from ideas.stages import Stage
from ideas.workflow.writing import lock

_OWED = frozenset({Stage.OPEN, Stage.IN_REVIEW})


@transaction.atomic
def pin(comment: Comment, *, by: Person) -> None:
    """Make the comment the official answer, in place of any other; the owed answer is given with it.

    Again changes nothing. Raises PermissionDenied, OutOfDateError when it was taken back meanwhile.
    """
    idea, comment = _lock(comment)
    if comment.is_deleted or comment.is_hidden:
        raise OutOfDateError
    if not rules.may_pin(by, comment):
        raise PermissionDenied
    if comment.is_pinned:
        return
    Comment.objects.filter(idea=idea).pinned().update(pinned_at=None, pinned_by=None)
    now = timezone.now()
    Comment.objects.filter(pk=comment.pk).update(pinned_at=now, pinned_by=by)
    if idea.stage in _OWED:
        Idea.objects.filter(pk=idea.pk).update(answered_at=now)
    events.record(notices.ANSWERED, idea, by=by, subject=comment, round=idea.round_number)


@transaction.atomic
def unpin(comment: Comment, *, by: Person) -> None:
    """It is a comment like any other again, and the answer is owed as before."""
    idea, comment = _lock(comment)
    if not rules.answers_for(by, idea):
        raise PermissionDenied
    if not comment.is_pinned:
        return
    take_down(comment, idea)
    events.record(notices.ANSWER_UNPINNED, idea, by=by, subject=comment, round=idea.round_number)


def take_down(comment: Comment, idea: Idea) -> None:
    """On a locked idea: also when the comment is taken back or hidden."""
    Comment.objects.filter(pk=comment.pk).update(pinned_at=None, pinned_by=None)
    comment.pinned_at = comment.pinned_by = None
    Idea.objects.filter(pk=idea.pk).update(answered_at=None)


def _lock(comment: Comment) -> tuple[Idea, Comment]:
    idea = lock(comment.idea)
    comment = Comment.objects.select_related("author__organisation").get(pk=comment.pk)
    comment.idea = idea
    return idea, comment
