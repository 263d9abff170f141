"""The secretary's schedule: what is under way, who owes what by when, and letters to be sent."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from councils import rules, schedules
from councils.views.fetching import council_for
from ideanet.people.requests import MemberRequest


@require_safe
@login_required
def show(request: MemberRequest, pk: int) -> HttpResponse:
    council = council_for(request.user, pk)
    if not rules.is_secretary(request.user, council):
        raise PermissionDenied
    context = {"council": council, "rows": schedules.of(council, request.user)}
    return render(request, "councils/schedule.html", context)
