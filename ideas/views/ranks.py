"""Why an idea stands where it does in an order."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ideanet.people.requests import MemberRequest
from ideas import ranks
from ideas.forms.filters import RankForm
from ideas.models import Idea


@require_safe
@login_required
def show(request: MemberRequest, pk: int) -> HttpResponse:
    """The working for `?order=` and, where it goes by one, `?segment=`: a part of the list, or a page."""
    idea = get_object_or_404(Idea.objects.visible_to(request.user).for_cards("created_by"), pk=pk)
    form = RankForm(request.GET)
    working = ranks.working_of(idea, form.order_asked, request.user, timezone.localdate(), form.segment_asked)
    template = "ideas/partials/rank.html" if request.htmx else "ideas/rank.html"
    return render(request, template, {"idea": idea, "working": working, "order": form.order_asked.label})
