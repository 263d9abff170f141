"""A month of sessions: a calendar that reads as a list where the window is narrow."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ideanet.people.requests import MemberRequest
from ideas import session_rules
from ideas.models import Session
from ideas.months import MOST, Month


@require_safe
@login_required
def current(_request: MemberRequest) -> HttpResponse:
    """On to the month that it is where the reader is."""
    today = timezone.localdate()
    return redirect("ideas:session_month", today.year, today.month)


@require_safe
@login_required
def show(request: MemberRequest, year: int, month: int) -> HttpResponse:
    """The sessions of a month that the reader may see, by the days of the reader's own zone."""
    try:
        shown = Month.of(year, month)
    except ValueError as error:
        raise Http404 from error
    start, end = shown.bounds
    sessions = Session.objects.visible_to(request.user).between(start, end).for_months()
    found = list(sessions.order_by("starts_at", "pk")[: MOST + 1])
    context = {
        "month": shown,
        "weeks": shown.weeks(found[:MOST], today=timezone.localdate()),
        "is_cut": len(found) > MOST,
        "is_empty": not found,
        "may_schedule": session_rules.may_schedule(request.user),
    }
    return render(request, "ideas/sessions/month.html", context)
