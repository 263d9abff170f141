"""Inviting outsiders."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ideanet.paging import page
from ideanet.people.doors import inviters_only
from ideanet.people.errors import GoneError, RefusedError
from ideanet.people.forms.organisations import InvitationForm
from ideanet.people.models import Invitation
from ideanet.people.requests import MemberRequest
from ideanet.people.workflow import inviting


@require_http_methods(["GET", "HEAD", "POST"])
@inviters_only
def index(request: MemberRequest) -> HttpResponse:
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            invitation = inviting.invite(**form.cleaned_data, by=request.user)
        except RefusedError as error:
            form.add_error("email", str(error))
        else:
            return _sent(request, invitation)
    invitations = page(
        Invitation.objects.for_list(), ("-invited_at", "-pk"), after=request.GET.get("after", "")
    )
    context = {"form": form, "page": invitations}
    return render(request, "people/invitations.html", context, status=422 if form.errors else 200)


@require_POST
@inviters_only
def send_again(request: MemberRequest, pk: int) -> HttpResponse:
    invitation = get_object_or_404(Invitation, pk=pk)
    try:
        invitation = inviting.send_again(invitation, by=request.user)
    except GoneError:
        return _gone(request)
    return _sent(request, invitation)


@require_http_methods(["DELETE"])
@inviters_only
def revoke(request: MemberRequest, pk: int) -> HttpResponse:
    invitation = get_object_or_404(Invitation, pk=pk)
    try:
        inviting.revoke(invitation, by=request.user)
    except GoneError:
        return _gone(request)
    messages.success(request, _("Taken back. The link in the mail no longer works."))
    return redirect("people:invitations")


def _sent(request: MemberRequest, invitation: Invitation) -> HttpResponse:
    where = {"email": invitation.email}
    if invitation.mailed_at is None:
        messages.error(request, _("The mail to %(email)s could not be sent. Send it again later.") % where)
    else:
        messages.success(request, _("The invitation is on its way to %(email)s.") % where)
    return redirect("people:invitations")


def _gone(request: MemberRequest) -> HttpResponse:
    text = _("This invitation was accepted or taken back in the meantime.")
    return render(request, "errors/410.html", {"text": text}, status=410)
