"""Scheduling a session, changing it, and calling it off."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ideanet.people.agreements import guidelines_required
from ideanet.people.requests import MemberRequest
from ideas import session_rules
from ideas.errors import RefusedError
from ideas.forms.sessions import CancelForm, ChangeForm, NewSessionForm
from ideas.models import Session
from ideas.views.sending import sent
from ideas.views.session_scope import find, says_why
from ideas.workflow import scheduling


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@guidelines_required
def create(request: MemberRequest) -> HttpResponse:
    """Schedule a session, once or repeating."""
    if not session_rules.may_schedule(request.user):
        raise PermissionDenied
    form = NewSessionForm(sent(request), by=request.user)
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["request_key"]
        session = scheduling.schedule(form.plan, by=request.user, repeat=form.repeat, request_key=key)
        messages.success(request, _("It is scheduled, and the presenters are told."))
        return redirect(session)
    return _editor(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@guidelines_required
@says_why
def edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Change a session, and those that follow it if asked to; a refusal comes back in the form."""
    session = _find(request, pk)
    form = ChangeForm(sent(request), by=request.user, session=session)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            scheduling.change(
                session,
                form.plan,
                by=request.user,
                reason=data["reason"],
                read_sequence=data["read_sequence"],
                following=form.is_following,
            )
        except RefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("It is changed, and all who were coming are told."))
            return redirect(session)
    return _editor(request, form, session)


def _editor(
    request: MemberRequest, form: NewSessionForm | ChangeForm, session: Session | None
) -> HttpResponse:
    context = {"form": form, "session": session}
    return render(request, "ideas/sessions/editor.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@says_why
def cancel(request: MemberRequest, pk: int) -> HttpResponse:
    """Call it off: a page asks why, and tells all who were coming."""
    session = _find(request, pk)
    form = CancelForm(sent(request), session=session)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        scheduling.cancel(
            session,
            by=request.user,
            reason=data["reason"],
            read_sequence=data["read_sequence"],
            following=form.is_following,
        )
        messages.success(request, _("It is called off, and all who were coming are told."))
        return redirect(session)
    context = {"form": form, "session": session}
    return render(request, "ideas/sessions/cancel.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["DELETE"])
@login_required
@says_why
def step_down(request: MemberRequest, pk: int) -> HttpResponse:
    """A presenter says that they cannot; who may see it only because they present it goes home."""
    session = find(request, pk)
    if not session_rules.is_presenter(request.user, session):
        raise PermissionDenied
    scheduling.step_down(session, by=request.user)
    messages.success(request, _("You do not present it any more, and whoever scheduled it is told."))
    is_seen = Session.objects.visible_to(request.user).filter(pk=pk).exists()
    return redirect(session if is_seen else "ideas:sessions")


def _find(request: MemberRequest, pk: int) -> Session:
    session = find(request, pk)
    if not session_rules.may_edit_session(request.user, session):
        raise PermissionDenied
    return session
