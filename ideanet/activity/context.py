"""What every page knows of its reader: the person, the links that are theirs, and what they have not read."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import cached_property

from ideanet.activity.models import Notice
from ideanet.people import context
from ideanet.prepared import Prepared

MOST_COUNTED = 100
UNREAD: Prepared[Any] = Prepared(
    lambda reader: Notice.objects.visible_to(reader).unread().order_by().values_list("pk")[:MOST_COUNTED]
)


class Reader(context.Reader):
    @cached_property
    def unread(self) -> int:
        """How many notices are unread, up to MOST_COUNTED: one query, when the masthead asks."""
        return len(UNREAD.rows(self.person))


def reader(request: HttpRequest) -> dict[str, Reader]:
    """`reader` in every template of a signed-in person."""
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return {}
    return {"reader": Reader(person, request.path, request.GET.get("q", ""))}
