"""Evidence: attaching it, its file, and taking it away."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from ideanet import uploads
from ideanet.people.agreements import guidelines_required
from ideanet.people.requests import MemberRequest
from ideas import prepared, rules
from ideas.forms.evidence import EvidenceForm
from ideas.models import Evidence, EvidenceFile
from ideas.views.sending import sent
from ideas.workflow import attaching


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@guidelines_required
def create(request: MemberRequest, pk: int) -> HttpResponse:
    """Attach evidence to an idea."""
    idea = prepared.find_for_rules(request.user, pk)
    if not rules.may_add_evidence(request.user, idea):
        raise PermissionDenied
    form = EvidenceForm(sent(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        attaching.attach(idea, by=request.user, **form.cleaned_data)
        return redirect(f"{idea.get_absolute_url()}#evidence")
    status = 422 if form.is_bound else 200
    return render(request, "ideas/evidence_new.html", {"idea": idea, "form": form}, status=status)


@require_safe
@login_required
def file(request: MemberRequest, pk: int, evidence_pk: int) -> HttpResponseBase:
    """The file, as a download, for whoever may see the evidence."""
    kept = _kept(request, pk, evidence_pk)
    return uploads.answer(kept.file.open("rb"), name=kept.name, content_type=kept.content_type)


@require_safe
@login_required
def thumbnail(request: MemberRequest, pk: int, evidence_pk: int) -> HttpResponseBase:
    """A small picture of a picture, made here; of nothing else."""
    kept = _kept(request, pk, evidence_pk)
    if not kept.thumbnail:
        raise Http404
    return uploads.answer(
        kept.thumbnail.open("rb"), name=kept.name, content_type=kept.thumbnail_type, as_attachment=False
    )


def _kept(request: MemberRequest, pk: int, evidence_pk: int) -> EvidenceFile:
    seen = Evidence.objects.visible_to(request.user).filter(idea=pk).values("pk")
    return get_object_or_404(EvidenceFile.objects.filter(evidence__in=seen), evidence=evidence_pk)


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
