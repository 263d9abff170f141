"""Why one is told: the sentence behind each notice's `why`. Rooms above add their own."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ideanet.activity.stages import Reason

_reasons: dict[str, Promise | str] = {}
_OTHERWISE = _("it concerns you")


def register(**sentences: Promise | str) -> None:
    """Say how a reason reads after "You get this because"."""
    _reasons.update(sentences)


def sentence(why: str) -> str:
    return str(_reasons.get(why, _OTHERWISE))


def is_follow(why: str) -> bool:
    """Whether the notice came by following, so that following less would end it."""
    return why in Reason.values or why == "person"


register(
    author=_("you are an author"),
    voted=_("you voted for it"),
    commented=_("you commented on it"),
    chosen=_("you follow it"),
    theme=_("you follow its theme"),
    person=_("you follow who did it"),
    answered=_("it answers you"),
    invited=_("you are asked"),
    owes=_("you owe it an answer"),
    yours=_("it is about you"),
)
