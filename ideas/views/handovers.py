"""Handing an idea over: offering it, and what the one who is asked answers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ideanet.people.agreements import guidelines_required
from ideanet.people.requests import MemberRequest
from ideas import prepared, rules
from ideas.errors import RefusedError
from ideas.forms.handovers import HandoverForm, HandoverRefusalForm, ReadForm
from ideas.models import Handover
from ideas.views.refusals import says_why
from ideas.views.sending import sent
from ideas.workflow import handing


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@guidelines_required
@says_why
def handovers(request: MemberRequest, pk: int) -> HttpResponse:
    """GET asks to whom, and what was handed over before; POST asks them."""
    idea = prepared.find_for_rules(request.user, pk)
    if not rules.may_write(request.user, idea):
        raise PermissionDenied
    form = HandoverForm(sent(request), idea=idea, initial={"kind": request.GET.get("kind", "stay")})
    if request.method == "POST" and form.is_valid():
        try:
            handover = handing.offer(idea, by=request.user, **form.cleaned_data)
        except RefusedError as error:
            form.add_error(None, str(error))
        else:
            words = {"name": handover.taker.name}
            messages.success(request, _("%(name)s is asked. Nothing changes until they accept.") % words)
            return redirect(handover)
    rows = Handover.objects.visible_to(request.user).on(idea).select_related("giver", "taker")
    context = {"idea": idea, "form": form, "handovers": rows}
    return render(request, "ideas/handovers.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "DELETE"])
@login_required
@says_why
def show(request: MemberRequest, pk: int, handover_pk: int) -> HttpResponse:
    """What is asked of whom, with the text as it is; DELETE takes one's own offer back."""
    handover = _find(request, pk, handover_pk)
    if request.method == "DELETE":
        handing.withdraw(handover, by=request.user)
        messages.success(request, _("The offer is taken back."))
        return redirect("ideas:idea", pk)
    return _page(request, handover, HandoverRefusalForm(), 200)


def _find(request: MemberRequest, pk: int, handover_pk: int) -> Handover:
    found = Handover.objects.visible_to(request.user).select_related("idea", "giver", "taker")
    return get_object_or_404(found, pk=handover_pk, idea=pk)


def _page(request: MemberRequest, handover: Handover, form: HandoverRefusalForm, status: int) -> HttpResponse:
    context = {
        "handover": handover,
        "idea": handover.idea,
        "may_answer": handover.is_open and handover.taker_id == request.user.pk,
        "may_withdraw": handover.is_open and handover.giver_id == request.user.pk,
        "read_at": handover.idea.changed_at.isoformat(),
        "form": form,
    }
    return render(request, "ideas/handover.html", context, status=status)


@require_POST
@login_required
@guidelines_required
@says_why
def accept(request: MemberRequest, pk: int, handover_pk: int) -> HttpResponse:
    """It is theirs from now on."""
    handover = _find(request, pk, handover_pk)
    idea = handing.accept(handover, by=request.user, read_at=ReadForm(request.POST).moment)
    messages.success(request, _("You are an author of “%(idea)s”.") % {"idea": idea})
    return redirect(idea)


@require_POST
@login_required
@guidelines_required
@says_why
def decline(request: MemberRequest, pk: int, handover_pk: int) -> HttpResponse:
    """Every “no” carries a reason."""
    handover = _find(request, pk, handover_pk)
    form = HandoverRefusalForm(request.POST)
    if not form.is_valid():
        return _page(request, handover, form, 422)
    handing.decline(handover, by=request.user, reason=form.cleaned_data["reason"])
    messages.success(request, _("%(name)s reads why.") % {"name": handover.giver.name})
    return redirect("home")
