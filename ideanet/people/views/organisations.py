"""Organisations, their mail domains, and segments."""

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ideanet.people.doors import administrators_only
from ideanet.people.errors import RefusedError
from ideanet.people.forms.organisations import DomainForm, OrganisationForm, SegmentForm
from ideanet.people.models import MailDomain, Organisation, Segment
from ideanet.people.requests import MemberRequest
from ideanet.people.workflow import arranging


@require_http_methods(["GET", "HEAD", "POST"])
@administrators_only
def index(request: MemberRequest) -> HttpResponse:
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        organisation = arranging.create_organisation(form.cleaned_data, by=request.user)
        messages.success(request, _("%(name)s is set up.") % {"name": organisation.name})
        return redirect("people:organisations")
    return _index(request, {"form": form, "segment_form": SegmentForm(prefix="segment")})


def _index(request: MemberRequest, forms: dict[str, Any]) -> HttpResponse:
    organisations = Organisation.objects.select_related("segment").annotate(size=Count("people"))
    # What is counted is grouped, and has then no order of its own.
    context = {
        "organisations": organisations.order_by("name", "pk"),
        "segments": Segment.objects.annotate(size=Count("organisations")).order_by("name", "pk"),
    } | forms
    failed = any(form.errors for form in forms.values())
    return render(request, "people/organisations.html", context, status=422 if failed else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@administrators_only
def show(request: MemberRequest, pk: int) -> HttpResponse:
    organisation = get_object_or_404(Organisation, pk=pk)
    form = OrganisationForm(request.POST or None, instance=organisation)
    if request.method == "POST" and form.is_valid():
        arranging.change_organisation(organisation, form.cleaned_data, by=request.user)
        messages.success(request, _("Saved."))
        return redirect(organisation)
    return _show(request, organisation, form, DomainForm())


def _show(
    request: MemberRequest, organisation: Organisation, form: OrganisationForm, domain_form: DomainForm
) -> HttpResponse:
    context = {
        "organisation": organisation,
        "form": form,
        "domain_form": domain_form,
        "domains": organisation.mail_domains.all(),
        "size": organisation.people.count(),
    }
    failed = form.errors or domain_form.errors
    return render(request, "people/organisation.html", context, status=422 if failed else 200)


@require_POST
@administrators_only
def add_domain(request: MemberRequest, pk: int) -> HttpResponse:
    organisation = get_object_or_404(Organisation, pk=pk)
    form = DomainForm(request.POST)
    if form.is_valid():
        try:
            arranging.add_domain(organisation, form.cleaned_data["domain"], by=request.user)
        except RefusedError as error:
            form.add_error("domain", str(error))
        else:
            return redirect(organisation)
    return _show(request, organisation, OrganisationForm(instance=organisation), form)


@require_http_methods(["DELETE"])
@administrators_only
def remove_domain(request: MemberRequest, pk: int) -> HttpResponse:
    domain = get_object_or_404(MailDomain.objects.select_related("organisation"), pk=pk)
    arranging.remove_domain(domain, by=request.user)
    messages.success(request, _("Closed to %(domain)s.") % {"domain": domain.domain})
    return redirect(domain.organisation)


@require_POST
@administrators_only
def add_segment(request: MemberRequest) -> HttpResponse:
    form = SegmentForm(request.POST, prefix="segment")
    if form.is_valid():
        arranging.create_segment(form.cleaned_data["name"], by=request.user)
        return redirect("people:organisations")
    return _index(request, {"form": OrganisationForm(), "segment_form": form})


@require_http_methods(["GET", "HEAD", "POST", "DELETE"])
@administrators_only
def segment(request: MemberRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Segment, pk=pk)
    form = SegmentForm(request.POST if request.method == "POST" else None, instance=found)
    try:
        if request.method == "DELETE":
            arranging.remove_segment(found, by=request.user)
            return redirect("people:organisations")
        if form.is_valid():
            arranging.rename_segment(found, form.cleaned_data["name"], by=request.user)
            return redirect("people:organisations")
    except RefusedError as error:
        messages.error(request, str(error))
        return redirect("people:segment", pk)
    status = 422 if form.errors else 200
    return render(request, "people/segment.html", {"segment": found, "form": form}, status=status)
