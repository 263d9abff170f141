"""The form for a new idea: kept from its first word on, opened again, and thrown away."""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ideanet.people.requests import MemberRequest
from ideas import rules
from ideas.errors import OutOfDateError, RefusedError
from ideas.forms.writing import DraftForm, JottingForm
from ideas.models import Idea, Jotting
from ideas.stages import Kind
from ideas.views import conflicts
from ideas.views.working import answer, by_its_reader, clock, incomplete, last, state, wanting
from ideas.workflow import jotting, keeping

# In place of a key: an empty page beside what has been begun.
ANOTHER = "another"


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@by_its_reader
def begin(request: MemberRequest) -> HttpResponse:
    """POST makes a draft of what is being typed, once however often it arrives, and says where it is.

    What cannot be a draft yet is kept for the writer alone. GET says what a form needs after its writer has
    signed in again.
    """
    if not rules.may_submit_ideas(request.user):
        raise PermissionDenied
    if request.method != "POST":
        return answer(HTTPStatus.OK, token=get_token(request))
    form = DraftForm(request.POST, person=request.user)
    if not form.is_valid():
        return _jot_down(request, form)
    key, read_at = form.cleaned_data["begun"] or uuid4(), form.cleaned_data["read_at"]
    try:
        idea = keeping.begin(key, form.text, by=request.user, read_at=read_at, **form.beside)
    except OutOfDateError as error:
        return _behind(request, key, error)
    addresses = {
        "edit": reverse("ideas:edit", args=[idea.pk]),
        "working_copy": reverse("ideas:working_copy", args=[idea.pk]),
        "writers": reverse("ideas:writers", args=[idea.pk]),
    }
    return answer(HTTPStatus.CREATED, **state(request, idea), idea=idea.pk, addresses=addresses)


def _jot_down(request: MemberRequest, draft: DraftForm) -> HttpResponse:
    """No draft yet, as `draft` knows: when it was kept, and what it takes to become one."""
    form = JottingForm(request.POST)
    if not form.is_valid():
        return incomplete(draft)
    key, read_at = form.cleaned_data["begun"], form.cleaned_data["read_at"]
    theme = draft.cleaned_data.get("theme")
    kind = draft.cleaned_data.get("kind") or Kind.POINT_OF_VIEW
    try:
        kept = jotting.keep(key, form.text, by=request.user, read_at=read_at, theme=theme, kind=kind)
    except OutOfDateError as error:
        return _behind(request, key, error)
    except RefusedError as error:
        return answer(HTTPStatus.UNPROCESSABLE_ENTITY, message=str(error))
    return answer(HTTPStatus.OK, token=get_token(request), **_kept(kept, draft))


def _kept(kept: Jotting | None, draft: DraftForm) -> dict[str, str]:
    """What the form goes on from; nothing, once its last word is deleted."""
    if kept is None:
        return {"at": "", "read_at": "", "notice": _("Saved on the site from the first word on.")}
    at, (missing, wrong) = clock(kept.changed_at), wanting(draft)
    said = _("Saved %(time)s, for you alone.") % {"time": at}
    more = wrong or _("A draft needs: %(fields)s.") % {"fields": missing}
    return {
        "at": at,
        "read_at": kept.changed_at.isoformat(),
        "notice": f"{said} {more}",
        "address": _address(kept.key),
    }


def _behind(request: MemberRequest, key: UUID, error: OutOfDateError) -> HttpResponse:
    """The words have gone on in another tab or browser: when, and as what."""
    known: dict[str, str] = {}
    if idea := Idea.objects.visible_to(request.user).begun_with(key, request.user).first():
        known = last(request, idea)
    elif kept := Jotting.objects.visible_to(request.user).filter(key=key).first():
        known = {"changed_by": _("You, in another tab,"), "changed_at": clock(kept.changed_at)}
    return answer(HTTPStatus.CONFLICT, message=str(error), **known)


@require_http_methods(["DELETE"])
@login_required
def discard(request: MemberRequest, key: UUID) -> HttpResponse:
    """Throw away what was begun, unless it has words by now that the form which asks for it never showed."""
    kept = get_object_or_404(Jotting.objects.visible_to(request.user), key=key)
    form = JottingForm(request.POST)
    form.is_valid()
    try:
        jotting.discard(kept, by=request.user, read_at=form.cleaned_data.get("read_at"))
    except OutOfDateError as error:
        return conflicts.show_begun(request, key, error)
    messages.success(request, _("What you had begun is gone. Here is an empty page."))
    return redirect(_address(ANOTHER))


def opened(request: MemberRequest) -> dict[str, Any]:
    """What its writer has begun: the one that is asked for or else the newest, and the others."""
    asked = request.GET.get("begun")
    rows = list(Jotting.objects.visible_to(request.user))
    chosen = next((row for row in rows if asked in {None, str(row.key)}), None)
    theme = request.GET.get("theme")
    return {
        "begun": chosen,
        "others": [row for row in rows if row is not chosen],
        "another": _address(ANOTHER, **({"theme": theme} if theme else {})),
    }


def become(request: MemberRequest) -> Idea | None:
    """The draft that the one asked for has become meanwhile."""
    key = conflicts.key_of(request.GET)
    return Idea.objects.visible_to(request.user).begun_with(key, request.user).first() if key else None


def _address(begun: object, **more: str) -> str:
    return f"{reverse('ideas:create')}?{urlencode({'begun': begun} | more)}"
