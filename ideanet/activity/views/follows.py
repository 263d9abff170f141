"""Following: what one follows, and how much of it one hears."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from ideanet.activity import feed, follows, kinds
from ideanet.activity.models import Follow
from ideanet.activity.querysets import type_of
from ideanet.activity.stages import Level
from ideanet.paging import page
from ideanet.people.models import Person
from ideanet.people.requests import MemberRequest


@require_safe
@login_required
def index(request: MemberRequest) -> HttpResponse:
    """All that one follows, or chose to hear nothing of; topics that are out of sight are left out."""
    own = Follow.objects.filter(person=request.user)
    is_muted = "nothing" in request.GET
    own = own.filter(level=Level.NOTHING) if is_muted else own.exclude(level=Level.NOTHING)
    found = page(own, ("-pk",), after=request.GET.get("after", ""))
    topics = feed.topics_of(request.user, found)
    rows = [
        {"follow": follow, "topic": topics[key], "kind": topics[key]._meta.verbose_name}
        for follow in found
        if (key := (follow.topic_type, follow.topic_id)) in topics
    ]
    context = {"page": found, "rows": rows, "levels": Level.choices, "is_muted": is_muted}
    return render(request, "activity/follows.html", context)


@require_http_methods(["GET", "HEAD", "POST", "DELETE"])
@login_required
def follow(request: MemberRequest, topic_type: str, pk: int) -> HttpResponse:
    """GET shows how one follows, POST changes how much, DELETE ends it."""
    topic = kinds.find_followable(request.user, topic_type, pk)
    if topic is None:
        raise Http404
    if request.method in {"POST", "DELETE"}:
        if topic == request.user:
            raise PermissionDenied
        follows.choose(request.user, topic, _level(request))
        if not request.htmx:
            return redirect("activity:follows" if "list" in request.POST else kinds.address_of(topic))
    return _panel(request, topic)


def _level(request: MemberRequest) -> Level:
    if request.method == "DELETE":
        return Level.NOTHING
    level = request.POST.get("level", Level.EVERYTHING)
    return Level(level) if level in Level.values else Level.EVERYTHING


def _panel(request: MemberRequest, topic: Model) -> HttpResponse:
    context = {
        "topic": topic,
        "topic_type": type_of(topic),
        "follow": Follow.objects.of_person(request.user, topic),
        "is_self": isinstance(topic, Person) and topic == request.user,
    }
    template = "activity/partials/follow.html" if request.htmx else "activity/follow.html"
    return render(request, template, context)
