"""What other pages show of ideas: a person's ideas, and an idea's history."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ideanet.activity.models import Event
from ideanet.activity.sentences import sentence_of
from ideanet.paging import page
from ideanet.people.models import Person
from ideanet.people.requests import MemberRequest
from ideanet.people.rules import may_view_person
from ideas import notices, prepared
from ideas.models import Idea
from ideas.querysets import orders
from ideas.stages import Order

MOST_HELPED = 10


@require_safe
@login_required
def by_person(request: MemberRequest, person_pk: int) -> HttpResponse:
    """The ideas of a person that the reader may see."""
    person = get_object_or_404(Person.objects.visible_to(request.user).for_cards(), pk=person_pk)
    ideas = Idea.objects.visible_to(request.user).written_by(person).since().for_cards()
    found = page(ideas, ("-shown_at", "-pk"), after=request.GET.get("after", ""), size=10)
    template = "ideas/partials/person_panel.html" if request.htmx else "ideas/person.html"
    helped = Idea.objects.visible_to(request.user).helped_by(person, request.user).only("title")
    context = {"person": person, "page": found, "helped": helped.order_by("-pk")[:MOST_HELPED]}
    return render(request, template, context)


@require_safe
@login_required
def rising(request: MemberRequest) -> HttpResponse:
    """The first few of what rises, for home; on its own it is the list in that order."""
    if not request.htmx:
        return redirect(f"{reverse('ideas:ideas')}?order={Order.RISING}")
    ideas = Idea.objects.visible_to(request.user).listed().for_cards()
    found = page(ideas, orders.columns(Order.RISING, request.user), size=3)
    return render(request, "ideas/partials/rising.html", {"page": found})


@require_safe
@login_required
def newest(request: MemberRequest) -> HttpResponse:
    """The first few of the newest, for home; on its own it is the list."""
    if not request.htmx:
        return redirect("ideas:ideas")
    ideas = Idea.objects.visible_to(request.user).listed().for_cards()
    found = page(ideas, orders.columns(Order.NEWEST, request.user), size=5)
    supported = prepared.supported(request.user, found.items)
    return render(request, "ideas/partials/newest.html", {"page": found, "supported": supported})


@require_safe
@login_required
def history(request: MemberRequest, pk: int) -> HttpResponse:
    """What happened to an idea, as far as the reader may learn of it; support is in its tallies."""
    idea = prepared.find(request.user, pk)
    events = Event.objects.about(idea).reaching(request.user).exclude(kind__in=notices.UNTOLD)
    found = page(events.for_feed(), ("-pk",), after=request.GET.get("after", ""), size=20)
    lines = [_line(event, request.user) for event in found]
    template = "ideas/partials/history.html" if request.htmx else "ideas/history.html"
    return render(request, template, {"idea": idea, "page": found, "lines": lines})


def _line(event: Event, reader: Person) -> dict[str, Any]:
    is_known = event.actor is not None and may_view_person(reader, event.actor)
    return {
        "event": event,
        "sentence": sentence_of(event, _("this idea"), reader),
        "actor": event.actor if is_known else None,
    }
