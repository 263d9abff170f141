"""The record of what was done to people and what belongs to them, for administrators."""

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ideanet.activity import feed
from ideanet.activity.models import Event
from ideanet.activity.notices import KINDS
from ideanet.activity.querysets import type_of
from ideanet.activity.sentences import sentence_of
from ideanet.paging import page
from ideanet.people.doors import administrators_only
from ideanet.people.models import Person
from ideanet.people.requests import MemberRequest


@require_safe
@administrators_only
def index(request: MemberRequest) -> HttpResponse:
    """Newest first; `person` narrows it to what one did or had done to them."""
    events = Event.objects.filter(kind__in=[kind.name for kind in KINDS.values()]).for_feed()
    person = _person(request.GET.get("person", ""))
    if person is not None:
        events = events.filter(Q(actor=person) | Q(topic_type=type_of(Person), topic_id=person.pk))
    found = page(events, ("-pk",), after=request.GET.get("after", ""))
    topics = feed.topics_of(request.user, found)
    rows = [
        (event, sentence_of(event, topics.get((event.topic_type, event.topic_id), "…"))) for event in found
    ]
    return render(request, "activity/record.html", {"page": found, "rows": rows, "person": person})


def _person(pk: str) -> Person | None:
    return Person.objects.filter(pk=pk).first() if pk.isdecimal() and len(pk) < 19 else None
