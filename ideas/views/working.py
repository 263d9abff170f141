"""Saved as one types: drafts and working copies, and who else is writing. Answers are for the editor's script."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ideanet.people.requests import MemberRequest
from ideas import prepared, rules
from ideas.errors import OutOfDateError, RefusedError
from ideas.forms.writing import CopyForm, DraftForm
from ideas.models import Idea, Writer
from ideas.stages import Stage
from ideas.workflow import keeping

P = ParamSpec("P")


def by_its_reader(view: Callable[Concatenate[MemberRequest, P], HttpResponse]) -> Callable[..., HttpResponse]:
    """Refuse what one person typed when another has signed in at the same browser since."""

    @wraps(view)
    def checked(request: MemberRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.headers.get("X-Reader", str(request.user.pk)) != str(request.user.pk):
            return answer(HTTPStatus.FORBIDDEN, message=_("Somebody else is signed in at this browser now."))
        return view(request, *args, **kwargs)

    return checked


@require_http_methods(["GET", "HEAD", "POST", "DELETE"])
@login_required
@by_its_reader
def working_copy(request: MemberRequest, pk: int) -> HttpResponse:
    """GET says how things stand, POST keeps what was typed, DELETE goes back to what is published."""
    idea = prepared.find_for_rules(request.user, pk)
    if not rules.may_write(request.user, idea):
        raise PermissionDenied
    if request.method == "POST":
        return _keep(request, idea)
    if request.method == "DELETE":
        keeping.drop(idea, by=request.user)
        messages.success(request, _("The working copy is gone. This is the text that readers see."))
        return redirect("ideas:edit", idea.pk)
    return answer(HTTPStatus.OK, **state(request, idea))


def _keep(request: MemberRequest, idea: Idea) -> HttpResponse:
    form: DraftForm | CopyForm
    if "read_number" in request.POST:
        form = CopyForm(request.POST)
    else:
        form = DraftForm(_with_former(request.POST, idea), person=request.user, idea=idea)
    if not form.is_valid():
        return incomplete(form)
    try:
        kept = keeping.keep(
            idea, form.text, by=request.user, read_at=form.cleaned_data["read_at"], **form.beside
        )
    except OutOfDateError as error:
        return answer(HTTPStatus.CONFLICT, message=str(error), **last(request, idea))
    except RefusedError as error:
        return answer(HTTPStatus.UNPROCESSABLE_ENTITY, message=str(error))
    emptied = _emptied(request.POST) if isinstance(form, DraftForm) else []
    return answer(HTTPStatus.OK, **state(request, kept), notice=_notice(kept, form, emptied))


def _emptied(typed: QueryDict) -> list[str]:
    """What a draft has to have, and whoever types has cleared to fill it anew."""
    return [name for name in ("title", "theme") if not typed.get(name, "").strip()]


def _with_former(typed: QueryDict, idea: Idea) -> dict[str, Any]:
    """What was typed; what is empty stays as it was meanwhile, so that no other word has to wait for it."""
    former = DraftForm.initial_of(idea)
    return typed.dict() | {name: former[name] for name in _emptied(typed)}


@require_POST
@login_required
@by_its_reader
def writers(request: MemberRequest, pk: int) -> HttpResponse:
    """The heartbeat of an open editor, answered with who else has it open."""
    idea = prepared.find_for_rules(request.user, pk)
    keeping.beat(idea, by=request.user)
    return answer(HTTPStatus.OK, **state(request, idea))


def state(request: MemberRequest, idea: Idea) -> dict[str, Any]:
    """What the editor has to know: the state it may go on from, and who is there."""
    read_at = keeping.read_at_of(idea, keeping.copy_of(idea))
    return {
        # Signing in again gives the browser another one.
        "token": get_token(request),
        "read_at": read_at.isoformat() if read_at else "",
        "at": clock(timezone.now()),
        "writers": [writer.person.name for writer in Writer.objects.beside(request.user, idea)],
        **last(request, idea),
    }


def last(request: MemberRequest, idea: Idea) -> dict[str, str]:
    """Who changed the text last, and when."""
    writer = Writer.objects.last_of(idea)
    if writer is None or writer.wrote_at is None:
        return {}
    name = _("You, in another tab,") if writer.person_id == request.user.pk else writer.person.name
    return {"changed_by": name, "changed_at": clock(writer.wrote_at)}


def _notice(idea: Idea, form: DraftForm | CopyForm, emptied: list[str]) -> str:
    if emptied:
        labels = get_text_list([str(form.fields[name].label) for name in emptied], _("and"))
        return _("Saved on the site. What is empty stays as it was until it is filled: %(fields)s.") % {
            "fields": labels
        }
    if idea.stage == Stage.DRAFT or form.beside["base_number"] == idea.revision_number:
        return ""
    return _("Revision %(number)s was published meanwhile: you will see both texts before yours is.") % {
        "number": idea.revision_number
    }


def incomplete(form: DraftForm | CopyForm) -> HttpResponse:
    """Not an error: somebody is still typing."""
    missing, wrong = wanting(form)
    words = wrong or _("Saved on the site once it has: %(fields)s.") % {"fields": missing}
    return answer(HTTPStatus.UNPROCESSABLE_ENTITY, message=words)


def wanting(form: DraftForm | CopyForm) -> tuple[str, str]:
    """The labels of the fields that are still to be filled, and what is wrong with the others, in words."""
    missing = [str(form.fields[name].label) for name in form.errors if form.has_error(name, "required")]
    wrong = [
        str(error)
        for name in form.errors
        if not form.has_error(name, "required")
        for error in form.errors[name]
    ]
    return get_text_list(missing, _("and")), " ".join(wrong)


def clock(moment: Any) -> str:
    return time_format(timezone.localtime(moment), "H:i")


def answer(status: HTTPStatus, **values: Any) -> JsonResponse:
    return JsonResponse(values, status=status, headers={"Cache-Control": "no-store"})
