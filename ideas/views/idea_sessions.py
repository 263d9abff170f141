"""The sessions of an idea: where it was presented, and where it began."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ideanet.people.agreements import guidelines_required
from ideanet.people.requests import MemberRequest
from ideas import prepared, rules, session_pages
from ideas.forms.origins import OriginForm
from ideas.models import Idea, Session
from ideas.stages import IdeaPart
from ideas.views.refusals import says_why
from ideas.workflow import presenting

MOST = 20


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@guidelines_required
@says_why
def of_idea(request: MemberRequest, pk: int) -> HttpResponse:
    """Those in which it was presented or began, as far as the reader may see both; POST: its author says where
    it began."""
    idea = get_object_or_404(Idea.objects.visible_to(request.user).prefetch_related("authorships"), pk=pk)
    if request.method != "POST":
        return _page(request, idea, OriginForm(person=request.user))
    if not rules.is_author(request.user, idea):
        raise PermissionDenied
    form = OriginForm(request.POST, person=request.user)
    if not form.is_valid():
        return _page(request, idea, form)
    presenting.name_session(idea, form.cleaned_data["session"], by=request.user)
    messages.success(request, _("Its page and the session's say so now."))
    return redirect("ideas:idea_sessions", pk)


def _page(request: MemberRequest, idea: Idea, form: OriginForm) -> HttpResponse:
    sessions = Session.objects.visible_to(request.user).with_idea(idea).for_cards(request.user)
    cards = session_pages.cards_of(sessions.order_by("-starts_at", "-pk")[:MOST], request.user)
    has_begun = any(card.session.part == IdeaPart.STARTED for card in cards)  # type: ignore[attr-defined]  # annotated
    is_author = rules.is_author(request.user, idea)
    context = {
        "idea": idea,
        "cards": cards,
        "form": form,
        "is_author": is_author,
        "may_name": is_author and not has_begun,
    }
    part = "ideas/sessions/partials/idea_panel.html"
    template = part if request.htmx and not form.is_bound else "ideas/sessions/idea_sessions.html"
    return render(request, template, context, status=422 if form.is_bound else 200)


@require_http_methods(["DELETE"])
@login_required
@says_why
def origin(request: MemberRequest, pk: int, session_pk: int) -> HttpResponse:
    """Take back that it began there; from either page, back to the one it was asked on."""
    idea = prepared.find(request.user, pk)
    session = get_object_or_404(Session.objects.visible_to(request.user).with_idea(idea), pk=session_pk)
    presenting.unname_session(idea, session, by=request.user)
    messages.success(request, _("It is taken back."))
    return redirect(session) if request.POST.get("from") == "session" else redirect("ideas:idea_sessions", pk)
