"""The front page of a signed-in person: what needs them, and what those they follow did."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ideanet.activity import feed
from ideanet.activity.needs import needs_of
from ideanet.paging import page
from ideanet.people.requests import MemberRequest

READ, SHOWN = 40, 15


@require_safe
@login_required
def show(request: MemberRequest) -> HttpResponse:
    events = feed.events_for(request.user).order_by("-pk")[:READ]
    items = feed.seen_by(request.user, events)
    context = {"needs": needs_of(request.user), "items": items[:SHOWN], "more": len(items) > SHOWN}
    return render(request, "home.html", context)


@require_safe
@login_required
def feed_page(request: MemberRequest) -> HttpResponse:
    """All of it, a page at a time; what is out of sight by now is left out of its page."""
    events = page(feed.events_for(request.user), ("-pk",), after=request.GET.get("after", ""))
    context = {"page": events, "items": feed.seen_by(request.user, events)}
    return render(request, "activity/feed.html", context)
