"""A word to the writer of a comment whose @ and name fit several people: none of them was told."""

from django.contrib import messages
from django.utils.translation import gettext as _

from ideanet.people.requests import MemberRequest
from ideas import mentions
from ideas.models import Comment, Idea

MOST_SAID = 4


def say_who_was_meant(request: MemberRequest, comment: Comment) -> str:
    """A message for each such name: what would call each of them, and whom the comment does call.

    They are those alone whom the writer could have called: the same whom suggestions offer. Returns where to go
    on: to the comment, or where there are messages to the top of its page, where they stand.
    """
    address = comment.get_absolute_url()
    if not mentions.may_be_unclear(comment):
        return address
    idea = Idea.objects.for_rules().get(pk=comment.idea_id)
    found = mentions.find(comment.body, idea, comment.audience, request.user)
    for name, calls in found.unclear.items():
        messages.warning(request, _sentence(name, calls, list(found.called)))
    return f"{address}?top=1" if found.unclear else address


def _sentence(name: str, calls: list[str], called: list[str]) -> str:
    said = ", ".join(f"@{call}" for call in calls[:MOST_SAID])
    if len(calls) > MOST_SAID:
        said = _("%(calls)s, or one of the others") % {"calls": said}
    what = _("“%(name)s” is what several people are called who can read this, so none of them was told.")
    who = _("Told: %(names)s.") if called else _("Nobody else was named.")
    how = _("Edit the comment and say which: %(calls)s.")
    values = {"name": name, "calls": said, "names": ", ".join(called)}
    return " ".join(part % values for part in (what, who, how))
