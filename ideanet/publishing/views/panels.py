"""What publishing knows of an idea, for the idea's own page."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ideanet.people.requests import MemberRequest
from ideanet.publishing import rules
from ideanet.publishing.models import Draft, Quote
from ideanet.publishing.stages import UNFINISHED, DraftState
from ideas import prepared


@require_safe
@login_required
def show(request: MemberRequest, pk: int) -> HttpResponse:
    """Where it is out, for everyone who sees the idea; its drafts, for those who see them."""
    idea = prepared.find_for_rules(request.user, pk)
    drafts = Draft.objects.visible_to(request.user).filter(idea=idea).order_by("-pk").defer("body")
    found = list(drafts)
    context = {
        "idea": idea,
        "live": Draft.objects.filter(idea=idea, state=DraftState.LIVE).order_by("-live_on", "-pk"),
        "drafts": [draft for draft in found if draft.state in UNFINISHED],
        "is_quoted": Quote.objects.spoken_by(request.user).standing().filter(draft__idea=idea).exists(),
        "may_make": rules.may_make_draft(request.user, idea)
        and not any(draft.state in UNFINISHED for draft in found),
    }
    name = "publishing/partials/idea_panel.html" if request.htmx else "publishing/idea_panel.html"
    return render(request, name, context)
