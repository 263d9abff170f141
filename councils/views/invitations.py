"""Invitations to a seat: reading, accepting, declining, sending again and taking back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from councils import standing
from councils.forms.seats import AcceptanceForm, ReasonForm
from councils.models import SeatInvitation
from councils.views.fetching import invitation_for
from councils.views.refusals import says_why
from councils.workflow import seating
from ideanet.people.agreements import guidelines_required
from ideanet.people.errors import GoneError
from ideanet.people.requests import MemberRequest
from ideanet.people.tokens import digest_of


@require_safe
@login_required
@says_why
def link(request: MemberRequest, token: str) -> HttpResponse:
    """The mailed link: good once, for the invited person alone, until it runs out."""
    invitations = SeatInvitation.objects.filter(person=request.user, token_digest=digest_of(token))
    invitation = get_object_or_404(invitations)
    if not invitation.is_usable:
        raise GoneError
    return redirect(invitation)


@require_http_methods(["GET", "HEAD", "DELETE"])
@login_required
@says_why
def invitation(request: MemberRequest, pk: int) -> HttpResponse:
    """GET shows what is offered, DELETE takes the invitation back."""
    found = invitation_for(request.user, pk)
    if request.method == "DELETE":
        seating.revoke(found, by=request.user)
        return redirect("councils:seats", found.council_id)
    if found.person_id != request.user.pk:
        return redirect("councils:seats", found.council_id)
    if not found.is_usable:
        raise GoneError
    return _page(request, found, _acceptance(found), ReasonForm())


def _acceptance(found: SeatInvitation, data: QueryDict | None = None) -> AcceptanceForm:
    return AcceptanceForm(data, sentences=standing.to_attest(found.council))


def _page(
    request: MemberRequest, found: SeatInvitation, acceptance: AcceptanceForm, refusal: ReasonForm
) -> HttpResponse:
    context = {
        "invitation": found,
        "council": found.council,
        "acceptance": acceptance,
        "refusal": refusal,
    }
    status = 422 if acceptance.errors or refusal.errors else 200
    return render(request, "councils/invitation.html", context, status=status)


@require_POST
@login_required
@guidelines_required
@says_why
def accept(request: MemberRequest, pk: int) -> HttpResponse:
    found = _own(request, pk)
    form = _acceptance(found, request.POST)
    if not form.is_valid():
        return _page(request, found, form, ReasonForm())
    seating.accept(found, by=request.user, attested=form.attested)
    messages.success(request, _("Welcome to the council."))
    return redirect("councils:council", found.council_id)


@require_POST
@login_required
@says_why
def refuse(request: MemberRequest, pk: int) -> HttpResponse:
    found = _own(request, pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, found, _acceptance(found), form)
    seating.refuse(found, by=request.user, reason=form.cleaned_data["reason"])
    messages.success(request, _("The council knows that you declined, and why."))
    return redirect("councils:councils")


def _own(request: MemberRequest, pk: int) -> SeatInvitation:
    found = invitation_for(request.user, pk)
    if found.person_id != request.user.pk:
        raise PermissionDenied
    if not found.is_usable:
        raise GoneError
    return found


@require_POST
@login_required
@says_why
def send_again(request: MemberRequest, pk: int) -> HttpResponse:
    """Mail a new link; the old one stops working."""
    found = invitation_for(request.user, pk)
    seating.invite_again(found, by=request.user)
    messages.success(request, _("A new link is on its way."))
    return redirect("councils:seats", found.council_id)
