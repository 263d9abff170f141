"""Deciding on credentials that others claimed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ideanet.paging import page
from ideanet.people.doors import administrators_only
from ideanet.people.errors import OutOfDateError
from ideanet.people.forms.credentials import RejectionForm
from ideanet.people.models import Credential
from ideanet.people.requests import MemberRequest
from ideanet.people.workflow import claiming


@require_safe
@administrators_only
def queue(request: MemberRequest) -> HttpResponse:
    """Those that wait, the oldest first."""
    return _queue(request)


def _queue(request: MemberRequest, refused: Credential | None = None, status: int = 200) -> HttpResponse:
    waiting = Credential.objects.waiting().exclude(person=request.user).for_queue()
    found = page(waiting, ("claimed_at", "pk"), after=request.GET.get("after", ""))
    for credential in found:
        failed = refused is not None and refused.pk == credential.pk
        credential.form = RejectionForm(request.POST if failed else None, auto_id=f"id_{credential.pk}_%s")  # type: ignore[attr-defined]  # for the template
        credential.seen = claiming.version_of(credential)  # type: ignore[attr-defined]  # for the template
    return render(request, "people/queue.html", {"page": found}, status=status)


@require_POST
@administrators_only
def verify(request: MemberRequest, pk: int) -> HttpResponse:
    credential = get_object_or_404(Credential, pk=pk)
    try:
        claiming.verify(credential, by=request.user, seen=request.POST.get("seen", ""))
    except OutOfDateError as error:
        return _moved_on(request, credential, error)
    messages.success(request, _("Verified: %(title)s.") % {"title": credential.title})
    return redirect("people:queue")


@require_POST
@administrators_only
def reject(request: MemberRequest, pk: int) -> HttpResponse:
    credential = get_object_or_404(Credential, pk=pk)
    form = RejectionForm(request.POST)
    if not form.is_valid():
        return _queue(request, refused=credential, status=422)
    reason = form.cleaned_data["reason"]
    try:
        claiming.reject(credential, by=request.user, reason=reason, seen=request.POST.get("seen", ""))
    except OutOfDateError as error:
        return _moved_on(request, credential, error)
    messages.success(request, _("%(name)s reads why.") % {"name": credential.person.name})
    return redirect("people:queue")


def _moved_on(request: MemberRequest, credential: Credential, error: OutOfDateError) -> HttpResponse:
    context = {
        "text": error,
        "url": credential.person.get_absolute_url(),
        "kept": request.POST.get("reason", ""),
    }
    return render(request, "errors/409.html", context, status=409)
