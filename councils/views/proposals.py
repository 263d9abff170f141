"""Proposals: one click proposes who reviews what, a chair adjusts and confirms."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from councils import proposals, rules
from councils.models import Council, CouncilReview, Proposal, Proposed, Seat
from councils.views.fetching import council_for, review_to_chair
from councils.views.refusals import says_why
from councils.workflow import proposing
from ideanet.paging import page
from ideanet.people.requests import MemberRequest
from ideas.errors import RefusedError


def _council_to_chair(request: MemberRequest, pk: int) -> Council:
    council = council_for(request.user, pk)
    if not rules.chairs(request.user, council):
        raise PermissionDenied
    return council


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@says_why
def proposal(request: MemberRequest, pk: int) -> HttpResponse:
    """GET shows the newest proposal review by review, POST makes it anew."""
    council = _council_to_chair(request, pk)
    if request.method == "POST":
        proposing.propose(council, by=request.user)
        return redirect("councils:proposal", council.pk)
    found = Proposal.objects.visible_to(request.user).filter(council=council).first()
    reviews = CouncilReview.objects.chaired_by(request.user).open_at(council).for_rules()
    shown = page(reviews, ("due_at", "pk"), after=request.GET.get("after", ""))
    rows = proposals.rows_of(council, found, shown.items, request.user) if found else []
    context = {
        "council": council,
        "proposal": found,
        "page": shown,
        "rows": rows,
        "is_left": any(row.lines for row in rows),
    }
    return render(request, "councils/proposal.html", context)


@require_POST
@login_required
@says_why
def confirm(request: MemberRequest, pk: int) -> HttpResponse:
    """Have everyone proposed be asked."""
    council = _council_to_chair(request, pk)
    proposing.confirm(_open_proposal(request, council), by=request.user)
    messages.success(request, _("They are being asked now, each with the day by which you need the review."))
    return redirect("councils:proposal", council.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@says_why
def review(request: MemberRequest, pk: int) -> HttpResponse:
    """GET shows everyone who could be put in for one review, POST puts one in."""
    found = review_to_chair(request.user, pk)
    council = _council_to_chair(request, found.council_id)
    open_proposal = _open_proposal(request, council)
    if request.method == "POST":
        proposing.put_in(open_proposal, found, _chosen(request, council), by=request.user)
        return redirect("councils:proposal", council.pk)
    context = {
        "council": council,
        "review": found,
        "options": proposals.options_for(council, open_proposal, found, request.user),
    }
    return render(request, "councils/proposal_review.html", context)


def _chosen(request: MemberRequest, council: Council) -> Seat:
    wanted = request.POST.get("seat", "")
    seats = (
        Seat.objects.visible_to(request.user).filter(council=council).select_related("person__organisation")
    )
    found = seats.filter(pk=int(wanted)).first() if wanted.isdecimal() and len(wanted) < 18 else None
    if found is None:
        raise RefusedError(_("Choose who is to be put in."))
    return found


@require_http_methods(["DELETE"])
@login_required
@says_why
def proposed(request: MemberRequest, pk: int) -> HttpResponse:
    """Take one member out again."""
    row = get_object_or_404(Proposed.objects.visible_to(request.user).select_related("proposal"), pk=pk)
    proposing.take_out(row, by=request.user)
    return redirect("councils:proposal", row.proposal.council_id)


def _open_proposal(request: MemberRequest, council: Council) -> Proposal:
    return get_object_or_404(Proposal.objects.visible_to(request.user).open(), council=council)
