"""Moves: what an idea's own page lets one do with it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from ideanet.people.agreements import guidelines_required
from ideanet.people.requests import MemberRequest
from ideas import moves, prepared
from ideas.errors import OutOfDateError, RefusedError
from ideas.forms.moves import EXPLANATIONS, AdoptionForm, ReasonForm, form_class
from ideas.models import Idea
from ideas.moves import Move, Room
from ideas.views.refusals import says_why
from ideas.workflow import moving


@require_safe
@login_required
@says_why
def show(request: MemberRequest, pk: int, name: str) -> HttpResponse:
    """What the move does, and what it asks."""
    idea, move = _find(request, pk, name)
    if not move.allows(request.user, idea):
        raise PermissionDenied
    if idea.stage not in move.sources:
        raise OutOfDateError(moving.gone(move))
    kind = form_class(move)
    return _page(request, idea, move, kind() if kind else None)


@require_POST
@login_required
@guidelines_required
@says_why
def create(request: MemberRequest, pk: int) -> HttpResponse:
    """Make the move; a refusal comes back in its form with what was typed."""
    idea, move = _find(request, pk, request.POST.get("name", ""))
    kind = form_class(move)
    form = kind(request.POST) if kind else None
    if form is not None and not form.is_valid():
        return _page(request, idea, move, form)
    try:
        _perform(request, idea, move, form.cleaned_data if form else {})
    except RefusedError as error:
        return _page(request, idea, move, form, message=str(error))
    return redirect(idea)


def _find(request: MemberRequest, pk: int, name: str) -> tuple[Idea, Move]:
    idea = prepared.find_for_rules(request.user, pk)
    move = moves.MOVES.get(name)
    if move is None:
        raise Http404
    if move.room is not Room.IDEAS:
        raise PermissionDenied
    return idea, move


def _perform(request: MemberRequest, idea: Idea, move: Move, data: dict[str, Any]) -> None:
    if move is moves.ADOPT:
        moving.adopt(idea, by=request.user, **data)
    else:
        moving.perform(move, idea, by=request.user, **data)


def _page(
    request: MemberRequest,
    idea: Idea,
    move: Move,
    form: ReasonForm | AdoptionForm | None,
    message: str = "",
) -> HttpResponse:
    context = {
        "idea": idea,
        "move": move,
        "form": form,
        "message": message,
        "explanation": EXPLANATIONS[move.name],
    }
    is_wrong = bool(message) or (form is not None and form.is_bound)
    return render(request, "ideas/move.html", context, status=422 if is_wrong else 200)
