"""What is overdue in all councils: a page for those who look after them."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from councils import overdue, rules
from ideanet.paging import page
from ideanet.people.requests import MemberRequest


@require_safe
@login_required
def show(request: MemberRequest) -> HttpResponse:
    """By council, and answer by answer, the longest overdue first."""
    if not rules.keeps_councils(request.user):
        raise PermissionDenied
    found = page(
        overdue.answers(request.user).select_related("council").defer("council__charter"),
        ("due_at", "pk"),
        after=request.GET.get("after", ""),
    )
    context = {
        "lines": overdue.lines(request.user),
        "page": found,
        "owed": overdue.owed(found.items, request.user),
    }
    return render(request, "councils/overdue.html", context)
