"""Merging an idea into another, and taking the two apart; what was merged into an idea."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ideanet.people.agreements import guidelines_required
from ideanet.people.requests import MemberRequest
from ideas import merge_rules, moves, prepared, rules
from ideas.errors import OutOfDateError, RefusedError
from ideas.forms.merging import MergeForm, MergeProposalForm
from ideas.forms.search import SearchForm
from ideas.models import Idea
from ideas.stages import Stage
from ideas.views import consents
from ideas.views.refusals import says_why
from ideas.workflow import merging

MOST = 8


@require_http_methods(["GET", "HEAD", "POST", "DELETE"])
@login_required
@guidelines_required
@says_why
def merge(request: MemberRequest, pk: int) -> HttpResponse:
    """GET asks what the idea is merged into, or, with `?into=`, whether; POST merges; DELETE undoes it."""
    idea = prepared.find_for_rules(request.user, pk)
    if not moves.MERGE.allows(request.user, idea):
        raise PermissionDenied
    if request.method == "DELETE":
        merging.undo(idea, by=request.user)
        messages.success(request, _("It is an idea of its own again."))
        return redirect(idea)
    if idea.stage == Stage.MERGED and request.method != "POST":
        return render(request, "ideas/unmerge.html", {"idea": idea})
    return _merge(request, idea) if request.method == "POST" else _ask(request, idea)


def _ask(request: MemberRequest, idea: Idea) -> HttpResponse:
    if "into" in request.GET:
        into = _find(request, request.GET["into"])
        if merge_rules.writes_one_of(request.user, idea, into):
            return _ask_authors(request, idea, into)
        form = MergeForm(is_author=rules.is_author(request.user, idea), initial={"into": into.pk})
        return _page(request, idea, into, form)
    search = SearchForm(request.GET)
    others = Idea.objects.visible_to(request.user).discussed().exclude(pk=idea.pk)
    found = others.matching(search.words) if search.words else others.titled_like(idea.title)
    context = {"idea": idea, "search": search, "found": found.for_cards()[:MOST]}
    context["is_author"] = rules.is_author(request.user, idea)
    return render(request, "ideas/merging_choice.html", context)


def _ask_authors(request: MemberRequest, idea: Idea, into: Idea) -> HttpResponse:
    """Who wrote one of the two asks who wrote the other, from the page of their own."""
    if not rules.is_author(request.user, idea):
        return redirect(f"{reverse('ideas:merging', args=[into.pk])}?into={idea.pk}")
    form = MergeProposalForm(own=idea, other=into)
    if not form.is_possible:
        raise OutOfDateError(_("Neither can live on in the other: they have moved on."))
    return consents.page(request, idea, into, form)


def _merge(request: MemberRequest, idea: Idea) -> HttpResponse:
    into = _find(request, request.POST.get("into", ""))
    form = MergeForm(request.POST, is_author=rules.is_author(request.user, idea))
    if form.is_valid():
        try:
            merging.merge(idea, into, by=request.user, reason=form.cleaned_data["reason"])
        except RefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("It is merged. It can be made an idea of its own again at any time."))
            return redirect(into)
    return _page(request, idea, into, form)


def _find(request: MemberRequest, key: str) -> Idea:
    if not key.isdecimal() or len(key) > 18:
        raise Http404
    return prepared.find_for_rules(request.user, int(key))


def _page(request: MemberRequest, idea: Idea, into: Idea, form: MergeForm) -> HttpResponse:
    context: dict[str, Any] = {"idea": idea, "into": into, "form": form}
    return render(request, "ideas/merging.html", context, status=422 if form.is_bound else 200)


@require_safe
@login_required
def merged(request: MemberRequest, pk: int) -> HttpResponse:
    """The ideas that were merged into this one, as far as the reader may see them."""
    visible = Idea.objects.visible_to(request.user)
    idea = get_object_or_404(visible, pk=pk)
    found = visible.filter(merged_into=idea).for_cards().order_by("-pk")
    template = "ideas/partials/merged.html" if request.htmx else "ideas/merged.html"
    return render(request, template, {"idea": idea, "found": found})
