"""Search over everything that the searcher may see."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ideanet.people.requests import MemberRequest
from ideas import searching
from ideas.forms.search import SearchForm


@require_safe
@login_required
def index(request: MemberRequest) -> HttpResponse:
    """Ideas, people and themes for `?q=`; an empty search says how to ask."""
    form = SearchForm(request.GET)
    words = form.words
    found = searching.search(words, request.user, request.GET.get("after", "")) if words else None
    return render(request, "ideas/search.html", {"form": form, "words": words, "found": found})
