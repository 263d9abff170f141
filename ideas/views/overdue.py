"""Promise 1 in the open: which ideas wait for an answer, from whom, and how long answers take."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ideanet.paging import page
from ideanet.people.requests import MemberRequest
from ideas import answers, rules
from ideas import paces as rows
from ideas.models import Idea
from ideas.querysets.ideas import IdeaQuerySet

LONGEST_KEY = 19


@require_safe
@login_required
def index(request: MemberRequest) -> HttpResponse:
    """Open ideas by the date their answer is due: one's own to answer, or all that one watches over."""
    if not rules.may_view_overdue(request.user):
        raise PermissionDenied
    visible = Idea.objects.visible_to(request.user)
    watches = rules.watches_answers(request.user)
    owed = visible.owed() if watches else visible.owed().filter(owed_by=request.user)
    today = timezone.localdate()
    context = {
        "page": page(owed.for_answers(), ("answer_due_on", "pk"), after=request.GET.get("after", "")),
        "today": today,
        "late": owed.overdue(today).count(),
        "watches": watches,
        "pace": answers.pace(visible) if watches else None,
    }
    return render(request, "ideas/overdue.html", context)


@require_safe
@login_required
def paces(request: MemberRequest) -> HttpResponse:
    """How long first answers take: by theme, by owner, and of one of these idea by idea."""
    if not rules.watches_answers(request.user):
        raise PermissionDenied
    visible = Idea.objects.visible_to(request.user)
    for name, lookup in (("theme", "theme"), ("owner", "theme__owner")):
        key = request.GET.get(name, "")
        if key.isdecimal() and len(key) < LONGEST_KEY:
            return _ideas_behind(request, visible.filter(**{lookup: int(key)}), name)
    today = timezone.localdate()
    context = {
        "pace": answers.pace(visible),
        "themes": rows.by_theme(visible, today),
        "owners": rows.by_owner(visible, today),
    }
    return render(request, "ideas/paces.html", context)


def _ideas_behind(request: MemberRequest, ideas: IdeaQuerySet, by: str) -> HttpResponse:
    """What a row of the table counts."""
    found = page(
        answers.with_answers(ideas).for_answers(), ("-opened_at", "-pk"), after=request.GET.get("after", "")
    )
    context = {"page": found, "by": by, "pace": answers.pace(ideas), "today": timezone.localdate()}
    return render(request, "ideas/paces_ideas.html", context)
