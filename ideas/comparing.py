"""Two versions of an idea's text beside each other: as readers see them, or as they were typed."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from django.utils.translation import gettext as _

from ideanet import html
from ideas import diffs
from ideas.diffs import Part


class Worded(Protocol):
    """What has the three texts of an idea: itself, a revision, a working copy."""

    title: str
    nugget: str
    body: str


class Reason(StrEnum):
    """Why a text is shown as it was typed where it was to be shown as readers see it."""

    MARKS = "marks"  # both read the same
    SIZE = "size"  # a page cannot wait for it


@dataclass(frozen=True)
class Text:
    """One of the three, compared: `read` as readers see it, or else `parts` of what was typed."""

    name: str
    is_same: bool = False
    is_empty: bool = False
    read: html.Compared | None = None
    parts: list[Part] = field(default_factory=list)
    reason: str = ""


def texts(before: Worded, after: Worded, *, pictures: bool = True) -> list[Text]:
    """As readers see them. `pictures` are shown to those alone who may fetch them from the idea's own address;
    elsewhere they are their words."""
    return [
        typed("title", before.title, after.title),
        _read("nugget", before.nugget, after.nugget, is_line=True),
        _read("body", before.body, after.body, pictures=pictures),
    ]


def sources(before: Worded, after: Worded) -> list[Text]:
    """As they were typed, which also shows marks and addresses."""
    return [typed(name, getattr(before, name), getattr(after, name)) for name in ("title", "nugget", "body")]


def typed(name: str, before: str, after: str, reason: str = "") -> Text:
    """One text as it was typed."""
    if before == after:
        return Text(name, is_same=True, is_empty=not after)
    return Text(name, parts=diffs.words(before, after), reason=reason)


def _read(name: str, before: str, after: str, *, is_line: bool = False, pictures: bool = False) -> Text:
    if before == after:
        return typed(name, before, after)
    says = _("Added:"), _("Removed:")
    try:
        # The page's own headings are the first two levels.
        found = html.compare(before, after, says=says, top=3, pictures=pictures, is_line=is_line)
    except html.TooMuchError:
        return typed(name, before, after, Reason.SIZE)
    return Text(name, read=found) if found.is_marked else typed(name, before, after, Reason.MARKS)
