"""The release: what is to be announced, who has signed, and signing."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from awards.forms.results import CitationForm, SignatureForm
from awards.models import Category, Cycle, Winner
from awards.views.refusals import says_why
from awards.views.scope import get_cycle_to_run
from awards.workflow import releasing
from ideanet.people.requests import MemberRequest
from ideas.errors import OutOfDateError


@require_http_methods(["GET", "HEAD", "POST", "DELETE"])
@login_required
@says_why
def release(request: MemberRequest, pk: int) -> HttpResponse:
    """POST signs the results that were read, DELETE takes the signature back, GET shows both."""
    cycle = get_cycle_to_run(request, pk)
    if request.method == "DELETE":
        releasing.take_back(cycle, by=request.user)
        messages.success(request, _("Your signature is taken back."))
        return redirect("awards:release", cycle.pk)
    if Category.objects.filter(cycle=cycle).competed_in_by(request.user).exists():
        # Who competes neither signs nor sees what there is to sign.
        raise PermissionDenied
    if request.method == "POST":
        return _sign(request, cycle)
    return _page(request, cycle)


def _sign(request: MemberRequest, cycle: Cycle) -> HttpResponse:
    form = SignatureForm(request.POST)
    if not form.is_valid():
        raise OutOfDateError
    signed = releasing.sign(cycle, by=request.user, read_digest=form.cleaned_data["digest"])
    if not signed.is_signed:
        messages.success(request, _("You have signed. Now another person must."))
        return redirect("awards:release", cycle.pk)
    if signed.told_at is None:
        messages.success(request, _("Signed by two. The winners are announced when the time has come."))
        return redirect("awards:release", cycle.pk)
    messages.success(request, _("The winners are announced."))
    return redirect("awards:winners", cycle.pk)


def _page(request: MemberRequest, cycle: Cycle) -> HttpResponse:
    contests = releasing.contests(cycle)
    signed = getattr(cycle, "release", None)
    winners = Winner.objects.under_embargo_for(request.user).filter(category__cycle=cycle).for_page()
    context: dict[str, Any] = {
        "cycle": cycle,
        "calendar": cycle.calendar,
        "contests": contests,
        "is_settled": all(contest.is_settled for contest in contests),
        "winners": [
            (w, CitationForm(initial={"citation": w.citation}, auto_id=f"id_{w.pk}_%s")) for w in winners
        ],
        "release": signed,
        "has_signed": signed is not None and request.user.pk in (signed.first_by_id, signed.second_by_id),
        "form": SignatureForm(initial={"digest": releasing.digest(contests)}),
    }
    return render(request, "awards/release.html", context)
