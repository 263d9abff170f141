"""Asking the authors of another idea whether the two may become one, and their answer."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ideanet.people.agreements import guidelines_required
from ideanet.people.requests import MemberRequest
from ideas import merge_rules, prepared, rules
from ideas.errors import RefusedError
from ideas.forms.merging import MergeProposalForm, MergeRefusalForm
from ideas.models import Idea, MergeProposal
from ideas.querysets.merge_proposals import answerers
from ideas.views.refusals import says_why
from ideas.workflow import consenting


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@guidelines_required
@says_why
def proposals(request: MemberRequest, pk: int) -> HttpResponse:
    """GET lists what was asked about an idea of one's own; POST asks, with `other` and a direction."""
    idea = prepared.find_for_rules(request.user, pk)
    if not rules.is_author(request.user, idea):
        raise PermissionDenied
    if request.method == "POST":
        return _propose(request, idea)
    rows = MergeProposal.objects.visible_to(request.user).on(idea).select_related("idea", "target", "by")
    return render(request, "ideas/merge_proposals.html", {"idea": idea, "proposals": rows})


def _propose(request: MemberRequest, idea: Idea) -> HttpResponse:
    key = request.POST.get("other", "")
    others = Idea.objects.visible_to(request.user).for_rules()
    other = get_object_or_404(others, pk=int(key) if key.isdecimal() and len(key) < 19 else 0)
    form = MergeProposalForm(request.POST, own=idea, other=other)
    if form.is_valid():
        try:
            made = consenting.propose(*form.ordered, by=request.user, reason=form.cleaned_data["reason"])
        except RefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("They are asked. Nothing changes until they agree."))
            return redirect(made)
    return page(request, idea, other, form)


def page(request: MemberRequest, idea: Idea, other: Idea, form: MergeProposalForm) -> HttpResponse:
    """The form that asks, with whom it asks."""
    context = {"idea": idea, "other": other, "form": form, "asked": answerers(other, idea)}
    return render(request, "ideas/merge_asking.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "DELETE"])
@login_required
@says_why
def show(request: MemberRequest, pk: int, proposal_pk: int) -> HttpResponse:
    """What is asked, with both ideas; DELETE takes it back."""
    proposal = _find(request, pk, proposal_pk)
    if request.method == "DELETE":
        consenting.withdraw(proposal, by=request.user)
        messages.success(request, _("It is taken back."))
        return redirect(proposal.asking)
    return _page(request, proposal, MergeRefusalForm())


def _find(request: MemberRequest, pk: int, proposal_pk: int) -> MergeProposal:
    found = MergeProposal.objects.visible_to(request.user).filter(Q(idea=pk) | Q(target=pk))
    return get_object_or_404(found.for_page(), pk=proposal_pk)


def _page(request: MemberRequest, proposal: MergeProposal, form: MergeRefusalForm) -> HttpResponse:
    is_open = MergeProposal.objects.open().filter(pk=proposal.pk).exists()
    context = {
        "proposal": proposal,
        "is_open": is_open,
        "may_answer": is_open and merge_rules.may_answer_proposal(request.user, proposal),
        "may_withdraw": is_open and merge_rules.may_withdraw_proposal(request.user, proposal),
        "form": form,
    }
    return render(request, "ideas/merge_proposal.html", context, status=422 if form.is_bound else 200)


@require_POST
@login_required
@guidelines_required
@says_why
def accept(request: MemberRequest, pk: int, proposal_pk: int) -> HttpResponse:
    """The two are one from now on."""
    proposal = _find(request, pk, proposal_pk)
    consenting.accept(proposal, by=request.user)
    messages.success(request, _("They are merged. That can be undone at any time."))
    return redirect(proposal.target)


@require_POST
@login_required
@guidelines_required
@says_why
def decline(request: MemberRequest, pk: int, proposal_pk: int) -> HttpResponse:
    """Every “no” carries a reason."""
    proposal = _find(request, pk, proposal_pk)
    if not merge_rules.may_answer_proposal(request.user, proposal):
        raise PermissionDenied
    form = MergeRefusalForm(request.POST)
    if not form.is_valid():
        return _page(request, proposal, form)
    consenting.decline(proposal, by=request.user, reason=form.cleaned_data["reason"])
    messages.success(request, _("%(name)s reads why.") % {"name": proposal.by.name})
    return redirect(proposal.asked)
