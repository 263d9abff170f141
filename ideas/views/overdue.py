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
from ideas.models import Idea


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
