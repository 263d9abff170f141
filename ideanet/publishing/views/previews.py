"""A draft as its readers will see it, for marketing and for the authors whose names it carries."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ideanet.people.requests import MemberRequest
from ideanet.publishing import leaving, rules
from ideanet.publishing.composing import compose
from ideanet.publishing.models import DraftVersion
from ideanet.publishing.views.access import get_draft


@require_safe
@login_required
def show(request: MemberRequest, pk: int) -> HttpResponse:
    draft = get_draft(request, pk, rules.may_view_draft)
    context = {
        "draft": draft,
        "piece": compose(draft),
        "obstacles": leaving.obstacles(draft),
        "may_work": rules.may_work_on(request.user, draft),
    }
    return render(request, "publishing/preview.html", context)


@require_safe
@login_required
def index(request: MemberRequest, pk: int) -> HttpResponse:
    """The history: who saved which version, and why."""
    draft = get_draft(request, pk)
    versions = draft.versions.select_related("edited_by").defer("body", "standfirst")
    return render(request, "publishing/versions.html", {"draft": draft, "versions": versions})


@require_safe
@login_required
def version(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    draft = get_draft(request, pk)
    found = get_object_or_404(DraftVersion.objects.select_related("edited_by"), draft=draft, number=number)
    return render(request, "publishing/version.html", {"draft": draft, "version": found})
