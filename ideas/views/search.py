"""Search over everything that the searcher may see, and what is suggested while they type."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ideanet.people.requests import MemberRequest
from ideas import facets, rules, searching, snippets, suggesting
from ideas.forms.search import FacetForm, SearchForm
from ideas.searching import Asked


@require_safe
@login_required
def index(request: MemberRequest) -> HttpResponse:
    """Ideas, discussions, people and themes for `?q=`; an empty search says how to ask."""
    form = FacetForm(request.GET)
    asked = Asked(form.words, form.chosen, request.GET.get("after", ""))
    context: dict[str, Any] = {
        "form": form,
        "words": asked.words,
        "asked": asked,
        "found": None,
        "may_submit": rules.may_submit_ideas(request.user),
    }
    if asked:
        context["found"] = searching.search(asked, request.user)
    if asked.chosen or (asked and "narrow" in request.GET):
        context["facets"] = searching.facets_of(asked, request.user)
        context["taken"] = facets.taken(asked.words, asked.chosen, context["facets"])
    return render(request, "ideas/search.html", context)


@require_safe
@login_required
def narrowing(request: MemberRequest) -> HttpResponse:
    """The facets of a search with their counts: a part of the search page."""
    form = FacetForm(request.GET)
    asked = Asked(form.words, form.chosen)
    found = searching.facets_of(asked, request.user) if asked else facets.Facets([])
    return render(request, "ideas/partials/facets.html", {"facets": found})


@require_safe
@login_required
def comments(request: MemberRequest) -> HttpResponse:
    """All comments that say the words, among those that the reader may read."""
    words = SearchForm(request.GET).words
    found = snippets.said(words, request.user, after=request.GET.get("after", ""))
    return render(request, "ideas/search_comments.html", {"words": words, "found": found})


@require_safe
@login_required
def suggestions(request: MemberRequest) -> HttpResponse:
    """The options of the search field's list, for what has been typed so far."""
    words = SearchForm(request.GET).words
    found = suggesting.suggest(words, request.user)
    return render(request, "ideas/partials/suggestions.html", {"groups": found, "words": words})
