"""The guidelines: read, agreed to, and published anew."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ideanet.people.agreements import has_agreed
from ideanet.people.doors import administrators_only
from ideanet.people.forms.guidelines import GuidelinesForm
from ideanet.people.models import Guidelines
from ideanet.people.requests import MemberRequest
from ideanet.people.workflow import agreeing


@require_safe
@login_required
def show(request: MemberRequest) -> HttpResponse:
    """The version in force."""
    return _show(request, Guidelines.objects.first())


@require_safe
@login_required
def show_version(request: MemberRequest, pk: int) -> HttpResponse:
    return _show(request, get_object_or_404(Guidelines, pk=pk))


def _show(request: MemberRequest, guidelines: Guidelines | None) -> HttpResponse:
    versions = list(Guidelines.objects.only("pk", "published_at"))
    context = {
        "guidelines": guidelines,
        "versions": versions,
        "in_force": bool(versions) and guidelines is not None and guidelines.pk == versions[0].pk,
        "has_agreed": has_agreed(request.user),
        "next": _next(request, request.GET.get("next", "")),
    }
    return render(request, "people/guidelines.html", context)


@require_POST
@login_required
def agree(request: MemberRequest) -> HttpResponse:
    version = request.POST.get("agree_to", "")
    onward = _next(request, request.POST.get("next", ""))
    if version.isdecimal() and agreeing.agree(int(version), by=request.user):
        return redirect(onward or "people:guidelines")
    messages.error(request, _("There is a newer version by now: please read this one."))
    return redirect(reverse("people:guidelines", query={"next": onward} if onward else None))


@require_http_methods(["GET", "HEAD", "POST"])
@administrators_only
def create(request: MemberRequest) -> HttpResponse:
    """The new version begins as the one in force."""
    newest = Guidelines.objects.first()
    start = {"body": newest.body, "disclaimer": newest.disclaimer} if newest else {}
    form = GuidelinesForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        agreeing.publish(**form.cleaned_data, by=request.user)
        messages.success(request, _("Published. Everyone is asked before their next contribution."))
        return redirect("people:guidelines")
    context = {"form": form, "newest": newest}
    return render(request, "people/publish_guidelines.html", context, status=422 if form.errors else 200)


def _next(request: MemberRequest, url: str) -> str:
    """Where to go on to, if that is a page of this site."""
    is_ours = url_has_allowed_host_and_scheme(
        url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return url if is_ours else ""
