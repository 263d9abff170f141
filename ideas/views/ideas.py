"""The list of ideas, and one idea opened."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ideanet.people.models import Person
from ideanet.people.requests import MemberRequest
from ideas import discussions, pages, prepared, rules
from ideas.forms.filters import FilterForm
from ideas.models import Idea, MergeProposal
from ideas.views import reading


@login_required
@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """The ideas that the reader may see, a page at a time."""
    form = FilterForm(request.GET, person=request.user)
    found = form.page(request.GET.get("after", ""))
    return render(
        request,
        "ideas/ideas.html",
        {
            "form": form,
            "page": found,
            "supported": prepared.supported(request.user, found.items),
            "may_submit": rules.may_submit_ideas(request.user),
            "sees_pairs": rules.may_run_themes(request.user),
        },
    )


@login_required
@require_safe
def show(request: MemberRequest, pk: int) -> HttpResponse:
    """One idea, with the first page of its discussion."""
    idea = prepared.open_page(request.user, pk)
    view = pages.view_of(idea, request.user)
    context: dict[str, Any] = {
        "idea": idea,
        "view": view,
        "merge_proposal": _merge_proposal(idea, request.user) if view.is_author else None,
        "evidence": prepared.evidence_of(request.user, idea),
        "follow": prepared.follow_of(request.user, idea),
        "kept_done": request.session.pop("kept_done", None),
        **discussions.discussion_of(idea, request.user, **reading.asked(request)),
    }
    return render(request, "ideas/idea.html", context)


def _merge_proposal(idea: Idea, author: Person) -> MergeProposal | None:
    """One that waits for this author's answer; only authors are asked, so only for them it is looked for."""
    waiting = MergeProposal.objects.asking(author).on(idea).select_related("idea", "target")
    return waiting.order_by("pk").first()
