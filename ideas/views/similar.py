"""What is like a text that is being written, and pairs of ideas that look like one."""

from typing import Final

from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from ideanet.paging import page
from ideanet.people.requests import MemberRequest
from ideas import rules, similarity
from ideas.forms.similar import PairForm, SimilarForm
from ideas.models import Pair
from ideas.workflow import dismissing

# So many texts may be compared in an hour: more than anybody types, fewer than guessing takes.
MOST_AN_HOUR: Final = 300
HOUR: Final = 3600


@require_safe
@login_required
def index(request: MemberRequest) -> HttpResponse:
    """Ideas like `?title=` and `?nugget=`: a part of the editor, or a page."""
    if not rules.may_submit_ideas(request.user):
        raise PermissionDenied
    if _is_too_fast(request.user.pk):
        return render(request, "429.html", status=429)
    form = SimilarForm(request.GET)
    title, nugget, but = form.asked()
    context = {
        "form": form,
        "asked": bool(title.strip() or nugget.strip()),
        "similar": similarity.similar(title, nugget, request.user, but=but),
        "is_hinted": similarity.is_hinted(title, nugget, request.user, but=but),
    }
    template = "ideas/partials/similar.html" if request.htmx else "ideas/similar.html"
    return render(request, template, context)


def _is_too_fast(person: int) -> bool:
    key = f"similar:{person}"
    cache.add(key, 0, HOUR)
    return cache.incr(key) > MOST_AN_HOUR


@require_safe
@login_required
def duplicates(request: MemberRequest) -> HttpResponse:
    """Pairs that look like one idea, the likest first: all, those of `?idea=7`, or those `?dismissed=1`."""
    if not rules.may_run_themes(request.user):
        raise PermissionDenied
    pairs = Pair.objects.visible_to(request.user).for_list()
    is_dismissed = "dismissed" in request.GET
    pairs = pairs.filter(dismissed_at__isnull=False) if is_dismissed else pairs.standing()
    idea = PairForm(request.GET).asked
    pairs = pairs.of_idea(idea) if idea else pairs
    found = page(pairs, ("-score", "-pk"), after=request.GET.get("after", ""))
    context = {"page": found, "is_dismissed": is_dismissed, "is_of_one": bool(idea)}
    return render(request, "ideas/duplicates.html", context)


@require_http_methods(["POST", "DELETE"])
@login_required
def dismissal(request: MemberRequest, pk: int) -> HttpResponse:
    """POST says that they are two ideas, DELETE takes that back."""
    if not rules.may_run_themes(request.user):
        raise PermissionDenied
    pair = get_object_or_404(Pair.objects.visible_to(request.user), pk=pk)
    change = dismissing.dismiss if request.method == "POST" else dismissing.take_back
    change(pair, by=request.user)
    return redirect("ideas:duplicates")
