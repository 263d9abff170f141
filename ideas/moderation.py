"""What is hidden and why: the guideline in question, in words for whoever wrote it, and who decides."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ideanet.people.models import Person
from ideas import rules
from ideas.models import Comment, Idea
from ideas.stages import Against

GUIDELINES: Final[dict[Against, Promise]] = {
    Against.HONESTY: _("We say what we know to be so, and say where we only think so."),
    Against.INTEGRITY: _("We say whom we speak for, and what we gain by it."),
    Against.DISCRETION: _("We keep what was entrusted to us: customers’ affairs, figures, plans."),
    Against.RESPECT: _("We argue with the idea, never against the person."),
    Against.OFF_TOPIC: _("We respect the reader’s time, and stay with the idea."),
}


def guideline_of(thing: Idea | Comment) -> Promise | str:
    """The guideline that something hidden is against."""
    return GUIDELINES[Against(thing.hidden_for)] if thing.hidden_for else ""


def version_of(thing: Idea | Comment) -> str:
    """Says which wording was read: another once it is edited or revised."""
    if isinstance(thing, Comment):
        return (thing.edited_at or thing.at).isoformat()
    return str(thing.revision_number)


def is_gone(thing: Idea | Comment) -> bool:
    return isinstance(thing, Comment) and thing.is_deleted


def may_report(person: Person, thing: Idea | Comment) -> bool:
    if isinstance(thing, Comment):
        return rules.may_report_comment(person, thing)
    return rules.may_report(person, thing)


def may_moderate(person: Person, thing: Idea | Comment) -> bool:
    if isinstance(thing, Comment):
        return rules.may_moderate_comment(person, thing)
    return rules.may_moderate(person, thing)
