"""The revisions of an idea: all, one, and what changed between two."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ideanet.people.requests import MemberRequest
from ideas import diffs
from ideas.forms.revisions import ChangesForm
from ideas.models import Idea, Revision


@require_safe
@login_required
def index(request: MemberRequest, pk: int) -> HttpResponse:
    """All revisions, the newest first, each with what changed."""
    idea = get_object_or_404(Idea.objects.visible_to(request.user), pk=pk)
    revisions = Revision.objects.filter(idea=idea).select_related("published_by", "round").defer("body")
    return render(request, "ideas/revisions.html", {"idea": idea, "revisions": revisions})


@require_safe
@login_required
def show(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    """One revision as it read then."""
    idea = get_object_or_404(Idea.objects.visible_to(request.user), pk=pk)
    revisions = Revision.objects.select_related("published_by", "round")
    revision = get_object_or_404(revisions, idea=idea, number=number)
    return render(request, "ideas/revision.html", {"idea": idea, "revision": revision})


@require_safe
@login_required
def changes(request: MemberRequest, pk: int) -> HttpResponse:
    """Two revisions of one idea, word by word; the last two unless the address says which."""
    idea = get_object_or_404(Idea.objects.visible_to(request.user), pk=pk)
    form = ChangesForm(request.GET or None, idea=idea)
    earlier, later = form.numbers
    revisions = {r.number: r for r in Revision.objects.filter(idea=idea, number__in={earlier, later})}
    before, after = revisions.get(earlier), revisions.get(later)
    parts = [
        {"name": name, "parts": diffs.words(getattr(before, name), getattr(after, name))}
        for name in ("title", "nugget", "body")
        if before and after
    ]
    context = {"idea": idea, "form": form, "before": before, "after": after, "parts": parts}
    return render(request, "ideas/changes.html", context)
