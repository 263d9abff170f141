"""Claiming credentials."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ideanet.people import rules
from ideanet.people.errors import OutOfDateError
from ideanet.people.forms.credentials import CredentialForm
from ideanet.people.models import Credential
from ideanet.people.requests import MemberRequest
from ideanet.people.workflow import claiming


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def create(request: MemberRequest) -> HttpResponse:
    form = CredentialForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        claiming.claim(form.cleaned_data, by=request.user)
        messages.success(request, _("Claimed. It counts once somebody else has verified it."))
        return redirect(request.user)
    context = {"form": form, "credential": None}
    return render(request, "people/credential.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST", "DELETE"])
@login_required
def edit(request: MemberRequest, pk: int) -> HttpResponse:
    credential = get_object_or_404(Credential.objects.visible_to(request.user), pk=pk)
    if not rules.may_withdraw_credential(request.user, credential):
        raise PermissionDenied
    try:
        if request.method == "DELETE":
            return _withdraw(request, credential)
        return _change(request, credential)
    except OutOfDateError as error:
        url = request.user.get_absolute_url()
        return render(request, "errors/409.html", {"text": error, "url": url}, status=409)


def _change(request: MemberRequest, credential: Credential) -> HttpResponse:
    form = CredentialForm(request.POST or None, instance=credential)
    if request.method == "POST" and form.is_valid():
        claiming.change(credential, form.cleaned_data, by=request.user)
        messages.success(request, _("Saved. It waits to be verified."))
        return redirect(request.user)
    context = {"form": form, "credential": credential}
    return render(request, "people/credential.html", context, status=422 if form.errors else 200)


def _withdraw(request: MemberRequest, credential: Credential) -> HttpResponse:
    claiming.withdraw(credential, by=request.user)
    messages.success(request, _("Withdrawn."))
    return redirect(request.user)
