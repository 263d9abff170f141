"""Sessions to come and past ones, and one of them opened."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ideanet.paging import page
from ideanet.people.requests import MemberRequest
from ideas import session_pages, session_rules
from ideas.models import Session
from ideas.querysets.sessions import SessionQuerySet
from ideas.views.session_scope import find_page


@require_safe
@login_required
def index(request: MemberRequest) -> HttpResponse:
    """Those to come that the reader may see, the next one first."""
    return _list(request, Session.objects.coming(), ("starts_at", "pk"), is_past=False)


@require_safe
@login_required
def past(request: MemberRequest) -> HttpResponse:
    """Those that are over, the last one first."""
    return _list(request, Session.objects.past(), ("-starts_at", "-pk"), is_past=True)


def _list(
    request: MemberRequest, sessions: SessionQuerySet, order: tuple[str, ...], *, is_past: bool
) -> HttpResponse:
    visible = sessions.visible_to(request.user).for_cards(request.user)
    found = page(visible, order, after=request.GET.get("after", ""))
    context = {
        "page": found,
        "cards": session_pages.cards_of(found, request.user),
        "is_past": is_past,
        "may_schedule": session_rules.may_schedule(request.user),
    }
    return render(request, "ideas/sessions/sessions.html", context)


@require_safe
@login_required
def show(request: MemberRequest, pk: int) -> HttpResponse:
    """One session: when and where, who presents, what was brought and said, and what came of it."""
    session = find_page(request, pk)
    context: dict[str, Any] = {"session": session, "view": session_pages.view_of(session, request.user)}
    return render(request, "ideas/sessions/session.html", context)
