"""The winners' page and the certificates, once the results are out."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from awards import pages, rules
from awards.methods.registry import METHODS
from awards.models import Winner
from awards.stages import Channel
from awards.views.scope import get_cycle
from ideanet.people.requests import MemberRequest
from ideanet.people.stages import Role


@require_safe
@login_required
def show(request: MemberRequest, pk: int) -> HttpResponse:
    """Who won, why, and what it was judged by; nothing at all before the release."""
    cycle = get_cycle(request, pk)
    if not cycle.calendar.is_released:
        raise Http404
    person = request.user
    context = {
        "cycle": cycle,
        "honours": pages.honours_of(cycle, person),
        "jury": pages.jury_of(cycle, person),
        "may_check": rules.may_run_cycles(person) or person.holds(Role.EXECUTIVE),
    }
    return render(request, "awards/winners.html", context)


@require_safe
@login_required
def certificate(request: MemberRequest, pk: int) -> HttpResponse:
    """A winner's certificate, made to be printed."""
    winner = get_object_or_404(Winner.objects.visible_to(request.user).for_page(), pk=pk)
    category = winner.category
    method = category.jury_method if winner.channel == Channel.JURY else category.people_method
    context = {
        "winner": winner,
        "cycle": get_cycle(request, category.cycle_id),
        "category": category,
        "method": METHODS[method],
        "is_jury": winner.channel == Channel.JURY,
    }
    return render(request, "awards/certificate.html", context)
