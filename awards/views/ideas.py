"""What awards know of an idea, for the idea's own page."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from awards import prepared
from awards.models import Cycle, Winner
from awards.stages import PhaseKind
from ideanet.people.requests import MemberRequest
from ideas import prepared as ideas
from ideas import rules as idea_rules
from ideas.stages import DISCUSSED


@require_safe
@login_required
def panel(request: MemberRequest, pk: int) -> HttpResponse:
    """Where it competes and what it won, for everyone who sees both; a way to enter it, for its authors."""
    person = request.user
    idea = ideas.find_for_rules(person, pk)
    entries = prepared.entries_of(person, pk)
    wins: dict[int, list[Winner]] = {}
    for winner in Winner.objects.visible_to(person).filter(entry__in=entries) if entries else ():
        wins.setdefault(winner.entry_id, []).append(winner)
    may_enter = idea.stage in DISCUSSED and idea_rules.is_author(person, idea)
    open_cycles = (
        Cycle.objects.visible_to(person).announced().in_phase(PhaseKind.ENTRY).only("pk", "title")
        if may_enter
        else []
    )
    context = {
        "idea": idea,
        "entries": [(entry, wins.get(entry.pk, [])) for entry in entries],
        "open_cycles": open_cycles,
    }
    name = "awards/partials/idea_panel.html" if request.htmx else "awards/idea_panel.html"
    return render(request, name, context)
