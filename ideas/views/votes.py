"""Support for an idea: giving it, taking it back, and who gave it."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from ideanet.paging import page
from ideanet.people.agreements import guidelines_required
from ideanet.people.requests import MemberRequest
from ideas.models import Idea, Vote
from ideas.pages import Support
from ideas.workflow import voting


@require_http_methods(["GET", "HEAD", "POST", "DELETE"])
@login_required
def votes(request: MemberRequest, pk: int) -> HttpResponse:
    """POST supports the idea, DELETE takes that back, GET says who supports it."""
    return _change(request, pk) if request.method in {"POST", "DELETE"} else _index(request, pk)


@guidelines_required
def _change(request: MemberRequest, pk: int) -> HttpResponse:
    change = voting.vote if request.method == "POST" else voting.unvote
    try:
        # Fetched by scope in the same query that locks it.
        idea = change(Idea(pk=pk), by=request.user)
    except Idea.DoesNotExist as error:
        raise Http404 from error
    if not request.htmx:
        return redirect(idea)
    support = Support.of(idea, request.user, may_vote=True)
    return render(request, "ideas/partials/voted.html", {"idea": idea, "support": support})


def _index(request: MemberRequest, pk: int) -> HttpResponse:
    ideas = Idea.objects.visible_to(request.user).for_cards("merged_count", "material_number")
    idea = get_object_or_404(ideas, pk=pk)
    votes = Vote.objects.visible_to(request.user).on(idea).known_with(idea, request.user)
    context = {"idea": idea, "segments": []}
    if request.user.is_employee:
        context["segments"] = Vote.objects.on(idea).by_segment()
    if request.htmx:
        return render(request, "ideas/partials/segments.html", context)
    context["page"] = page(votes.for_list(), ("-pk",), after=request.GET.get("after", ""))
    return render(request, "ideas/votes.html", context)
