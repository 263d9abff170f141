"""Two people wrote at once: both texts on one page, nothing lost of either."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from ideanet.people.requests import MemberRequest
from ideas import diffs, rules
from ideas.forms.writing import DraftForm, PreviewForm, RevisionForm
from ideas.models import Idea, WorkingCopy
from ideas.stages import Stage
from ideas.workflow import keeping

NAMES = ("title", "nugget", "body")


def show(request: MemberRequest, idea: Idea, error: Exception) -> HttpResponse:
    """The text as it is now beside what was typed, and the form to go on from there: 409."""
    now = Idea.objects.for_rules().get(pk=idea.pk)
    copy = _newer_copy(request, now)
    theirs: Idea | WorkingCopy = copy or now
    typed = PreviewForm(request.POST)
    typed.is_valid()
    mine = {name: typed.cleaned_data.get(name, "") for name in NAMES}
    context: dict[str, Any] = {
        "idea": now,
        "theirs": theirs,
        "is_copy": copy is not None,
        "message": str(error),
        "mine": mine,
        "parts": [{"name": name, "parts": diffs.words(getattr(theirs, name), mine[name])} for name in NAMES],
        "form": _form(request, now, copy, mine) if rules.may_edit(request.user, now) else None,
        "is_revision": now.stage != Stage.DRAFT,
        "kept": f"idea-{now.pk}",
    }
    return render(request, "ideas/conflict.html", context, status=409)


def _newer_copy(request: MemberRequest, now: Idea) -> WorkingCopy | None:
    """The working copy that somebody changed since this form was opened; it comes before what is published."""
    copy = keeping.copy_of(now) if now.stage == Stage.OPEN else None
    is_read = copy is not None and request.POST.get("read_at", "") == copy.changed_at.isoformat()
    return None if is_read else copy


def _form(
    request: MemberRequest, now: Idea, copy: WorkingCopy | None, mine: dict[str, str]
) -> DraftForm | RevisionForm:
    """What was typed, as if it had been begun from the text as it is now."""
    if now.stage == Stage.DRAFT:
        return DraftForm(person=request.user, idea=now, initial=DraftForm.initial_of(now) | mine)
    said = {"note": request.POST.get("note", ""), "is_material": "is_material" in request.POST}
    if copy is None:
        said["read_at"] = request.POST.get("read_at", "")
    return RevisionForm(initial=RevisionForm.initial_of(now, copy) | mine | said)
