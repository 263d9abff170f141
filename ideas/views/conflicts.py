"""Two people wrote at once: both texts on one page, nothing lost of either."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from ideanet.people.requests import MemberRequest
from ideas import diffs, rules
from ideas.forms.writing import DraftForm, PreviewForm, RevisionForm
from ideas.models import Idea
from ideas.stages import Stage


def show(request: MemberRequest, idea: Idea, error: Exception) -> HttpResponse:
    """The text as it is now beside what was typed, and the form to go on from there: 409."""
    now = Idea.objects.for_rules().get(pk=idea.pk)
    typed = PreviewForm(request.POST)
    typed.is_valid()
    mine = {name: typed.cleaned_data.get(name, "") for name in ("title", "nugget", "body")}
    context: dict[str, Any] = {
        "idea": now,
        "message": str(error),
        "mine": mine,
        "parts": [
            {"name": name, "parts": diffs.words(getattr(now, name), mine[name])}
            for name in ("title", "nugget", "body")
        ],
        "form": _form(request, now, mine) if rules.may_edit(request.user, now) else None,
        "is_revision": now.stage != Stage.DRAFT,
        "kept": f"idea-{now.pk}",
    }
    return render(request, "ideas/conflict.html", context, status=409)


def _form(request: MemberRequest, now: Idea, mine: dict[str, str]) -> DraftForm | RevisionForm:
    """What was typed, as if it had been begun from the text as it is now."""
    if now.stage == Stage.DRAFT:
        return DraftForm(person=request.user, idea=now, initial=DraftForm.initial_of(now) | mine)
    said = {"note": request.POST.get("note", ""), "is_material": "is_material" in request.POST}
    return RevisionForm(initial=RevisionForm.initial_of(now) | mine | said)
