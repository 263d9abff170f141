"""The placeholders of letters: which there are, what is wrong with a text, and how they are filled in."""

import re
from collections.abc import Mapping
from typing import Final

from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from councils.stages import Outcome

PLACES: Final[dict[str, Promise]] = {
    "council": gettext_lazy("the council’s name"),
    "title": gettext_lazy("the idea’s title, as the council read it"),
    "revision": gettext_lazy("the number of the revision that the council read"),
    "round": gettext_lazy("which round of this council it was"),
    "comments": gettext_lazy("what the reviewers wrote to the authors, as far as authors see it"),
    "points": gettext_lazy("what a revision has to meet, numbered; for “revise and resubmit” alone"),
}
_PLACE: Final = re.compile(r"\{([a-z]+)\}")
_BRACE: Final = re.compile(r".{0,20}[{}].{0,20}")


def places_of(outcome: str) -> list[str]:
    """The placeholders that a letter of this outcome may hold."""
    return [name for name in PLACES if name != "points" or outcome == Outcome.REVISE]


def needed_in(outcome: str) -> list[str]:
    """Those that it must hold: no answer goes without its reasons."""
    return ["comments", "points"] if outcome == Outcome.REVISE else ["comments"]


def problems(outcome: str, text: str) -> list[str]:
    """What stands against the text, in sentences; empty where nothing does."""
    known = places_of(outcome)
    found = list(dict.fromkeys(_PLACE.findall(text)))
    trouble = [
        _("There is no placeholder {%(name)s} here. There are: %(known)s.")
        % {"name": name, "known": ", ".join(f"{{{place}}}" for place in known)}
        for name in found
        if name not in known
    ]
    trouble += [
        _("A brace opens or closes no placeholder: “%(text)s”.") % {"text": match.group().strip()}
        for match in _BRACE.finditer(_PLACE.sub("", text))
    ]
    trouble += [
        _("{%(name)s} is missing: every answer carries its reasons.") % {"name": name}
        for name in needed_in(outcome)
        if name not in found
    ]
    return trouble


def house_words(outcome: str) -> str:
    """What a council writes that has no words of its own."""
    return render_to_string(f"councils/letters/{outcome}.txt").strip()


def fill(text: str, values: Mapping[str, str]) -> str:
    """Each placeholder once, so that what is filled in is never read again; empty ones leave no gap."""
    for name, value in values.items():
        if not value:
            text = re.sub(rf"\n*^[ \t]*\{{{name}\}}[ \t]*$\n*", "\n\n", text, flags=re.MULTILINE)
    return _PLACE.sub(lambda place: values.get(place.group(1), place.group()), text).strip() + "\n"
