"""Evidence: attaching it, and taking it away."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from ideanet.people.agreements import guidelines_required
from ideanet.people.requests import MemberRequest
from ideas import rules
from ideas.forms.evidence import EvidenceForm
from ideas.models import Evidence, Idea
from ideas.views.sending import sent
from ideas.workflow import attaching


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@guidelines_required
def create(request: MemberRequest, pk: int) -> HttpResponse:
    """Attach evidence to an idea."""
    idea = get_object_or_404(Idea.objects.visible_to(request.user).for_rules(), pk=pk)
    if not rules.may_add_evidence(request.user, idea):
        raise PermissionDenied
    form = EvidenceForm(sent(request))
    if request.method == "POST" and form.is_valid():
        attaching.attach(idea, by=request.user, **form.cleaned_data)
        return redirect(f"{idea.get_absolute_url()}#evidence")
    status = 422 if form.is_bound else 200
    return render(request, "ideas/evidence_new.html", {"idea": idea, "form": form}, status=status)


@require_http_methods(["GET", "HEAD", "DELETE"])
@login_required
def remove(request: MemberRequest, pk: int, evidence_pk: int) -> HttpResponse:
    """A page asks, the form on it removes."""
    evidence = get_object_or_404(
        Evidence.objects.visible_to(request.user).select_related("idea__theme"), pk=evidence_pk, idea=pk
    )
    if not rules.may_add_evidence(request.user, evidence.idea):
        raise PermissionDenied
    if request.method == "DELETE":
        attaching.remove(evidence, by=request.user)
        return redirect(f"{evidence.idea.get_absolute_url()}#evidence")
    return render(request, "ideas/evidence_remove.html", {"idea": evidence.idea, "item": evidence})
