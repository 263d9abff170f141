"""The only code that takes reports, hides what is against the guidelines, and shows it again."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from ideanet.activity import events
from ideanet.activity.stages import Reach
from ideanet.people.models import Person
from ideas import moderation, notices
from ideas.errors import OutOfDateError
from ideas.models import Comment, Idea, Report
from ideas.stages import Against
from ideas.workflow import answering, tallies
from ideas.workflow.writing import lock


@transaction.atomic
def report(thing: Idea | Comment, *, by: Person, against: str, words: str = "") -> Report:
    """Say that it is against the guidelines; again, while nobody has decided, is the same report."""
    idea, thing = _lock(thing)
    if not moderation.may_report(by, thing):
        raise PermissionDenied
    made = Report.objects.open().about(thing).filter(reporter=by).first()
    if made is not None:
        return made
    comment = thing if isinstance(thing, Comment) else None
    made = Report.objects.create(idea=idea, comment=comment, reporter=by, against=against, words=words)
    events.record(notices.REPORTED, idea, by=by, subject=made, reach=Reach.NAMED)
    return made


@transaction.atomic
def hide(thing: Idea | Comment, *, by: Person, against: str, words: str, seen: str) -> None:
    """Hide it from all but its author and those who look after the talk; every open report is decided.

    `seen` is the `moderation.version_of` what was read. Raises PermissionDenied, OutOfDateError when it
    was changed, taken back or hidden since.
    """
    idea, thing = _lock(thing)
    if not moderation.may_moderate(by, thing):
        raise PermissionDenied
    if moderation.is_gone(thing) or thing.is_hidden or moderation.version_of(thing) != seen:
        raise OutOfDateError
    if isinstance(thing, Comment) and thing.is_pinned:
        answering.take_down(thing, idea)
    _store(thing, hidden_at=timezone.now(), hidden_by=by, hidden_for=against, hidden_words=words)
    tallies.recount_comments(idea)
    kind = notices.COMMENT_HIDDEN if isinstance(thing, Comment) else notices.IDEA_HIDDEN
    subject = thing if isinstance(thing, Comment) else None
    guideline = moderation.GUIDELINES[Against(against)]
    events.record(kind, idea, by=by, subject=subject, reach=Reach.NAMED, guideline=str(guideline))
    _decide(idea, thing, by, was_hidden=True)


@transaction.atomic
def keep(thing: Idea | Comment, *, by: Person) -> None:
    """Decide that it may stay; every open report is decided."""
    idea, thing = _lock(thing)
    if not moderation.may_moderate(by, thing):
        raise PermissionDenied
    _decide(idea, thing, by, was_hidden=False)


@transaction.atomic
def restore(thing: Idea | Comment, *, by: Person) -> None:
    """Show it to everyone again who could see it before; again changes nothing."""
    idea, thing = _lock(thing)
    if not moderation.may_moderate(by, thing):
        raise PermissionDenied
    if not thing.is_hidden:
        return
    _store(thing, hidden_at=None, hidden_by=None, hidden_for="", hidden_words="")
    tallies.recount_comments(idea)
    kind = notices.COMMENT_RESTORED if isinstance(thing, Comment) else notices.IDEA_RESTORED
    subject = thing if isinstance(thing, Comment) else None
    events.record(kind, idea, by=by, subject=subject, reach=Reach.NAMED)


def _store(thing: Idea | Comment, **fields: Any) -> None:
    rows = Idea.objects if isinstance(thing, Idea) else Comment.objects
    rows.filter(pk=thing.pk).update(**fields)


def _decide(idea: Idea, thing: Idea | Comment, by: Person, *, was_hidden: bool) -> None:
    waiting = list(Report.objects.open().about(thing).exclude(reporter=by))
    decided = {"decided_at": timezone.now(), "decided_by": by, "was_hidden": was_hidden}
    Report.objects.open().about(thing).update(**decided)
    kind = notices.REPORT_FOLLOWED if was_hidden else notices.REPORT_NOT_FOLLOWED
    for row in waiting:
        events.record(kind, idea, by=None, subject=row, reach=Reach.NAMED, person_id=row.reporter_id)


def _lock(thing: Idea | Comment) -> tuple[Idea, Idea | Comment]:
    """As it is now: the idea's lock comes first everywhere, so an edit and a hiding wait for each other."""
    if isinstance(thing, Idea):
        idea = lock(thing)
        return idea, idea
    idea = lock(thing.idea)
    comment = (
        Comment.objects.select_for_update(of=("self",))
        .select_related("author__organisation")
        .get(pk=thing.pk)
    )
    comment.idea = idea
    return idea, comment
