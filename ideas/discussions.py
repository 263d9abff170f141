"""Where a comment stands in a discussion that is read a page at a time."""

from django.db.models import Q

from ideanet.paging import cursor
from ideanet.people.models import Person
from ideas import threads
from ideas.models import Comment, Idea
from ideas.pages import COMMENTS


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


def shown(comment: Comment, idea: Idea, reader: Person) -> threads.Shown:
    """One comment by itself; load it with `for_threads()`."""
    return threads.build([comment], idea, reader)[0]
