"""What stands in a digest: notices by group, as far as their reader may still see what they are about."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.urls import reverse

from ideanet.activity import feed, kinds, reasons
from ideanet.activity.groups import group_of
from ideanet.activity.models import Event, Notice
from ideanet.activity.querysets import NoticeQuerySet
from ideanet.activity.stages import Group
from ideanet.people.models import Person

MOST: Final = 200
SHOWN: Final = 12


@dataclass(frozen=True)
class Line:
    sentence: str
    why: str
    at: datetime
    path: str


@dataclass(frozen=True)
class Section:
    """The notices of one group, oldest first; `more` is how many others there are."""

    group: Group
    lines: list[Line]
    more: int


def sections_of(person: Person, notices: NoticeQuerySet) -> list[Section]:
    """The unread ones of the notices, the groups in their order; a few queries, however many there are.

    Whether each may still be learned of, and was not taken back, is asked here, and so at the moment of sending.
    """
    rows = list(notices.filter(read_at__isnull=True).for_list().order_by("-pk")[:MOST])
    events = [row.event for row in rows]
    keys = [event.pk for event in events]
    reached = set(Event.objects.reaching_by_name(person).filter(pk__in=keys).values_list("pk", flat=True))
    items = {item.event.pk: item for item in feed.seen_by(person, (e for e in events if e.pk in reached))}
    found: dict[Group, list[Line]] = {group: [] for group in Group}
    for row in reversed(rows):
        if item := items.get(row.event_id):
            found[_group(row)].append(_line(row, item.sentence))
    return [
        Section(group, lines[-SHOWN:], max(0, len(lines) - SHOWN)) for group, lines in found.items() if lines
    ]


def _group(notice: Notice) -> Group:
    return group_of(notice.why, milestone=kinds.get_kind(notice.event).milestone)


def _line(notice: Notice, sentence: str) -> Line:
    path = reverse("activity:notice", args=[notice.pk])
    return Line(sentence, reasons.sentence(notice.why), notice.event.at, path)
