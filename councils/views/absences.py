"""Days away: each member's own, all of them for the chairs, and the reviews that they put at risk."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from councils import away, duty_rules, rules
from councils.forms.absences import AbsenceForm
from councils.models import Absence, Council
from councils.views.fetching import assignment_for, council_for
from councils.views.refusals import says_why
from councils.workflow import absenting, handing
from ideanet.people.requests import MemberRequest
from ideas.errors import RefusedError


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@says_why
def index(request: MemberRequest, pk: int) -> HttpResponse:
    """GET shows one's own days away, to chairs those of all; POST states more."""
    council = council_for(request.user, pk)
    if not (duty_rules.may_state_absence(request.user, council) or rules.chairs(request.user, council)):
        raise PermissionDenied
    form = AbsenceForm(
        request.POST if request.method == "POST" else None,
        council=council,
        reader=request.user,
        is_chair=any(s.person_id == request.user.pk and s.is_chair for s in council.seats.all()),
    )
    if form.is_bound and form.is_valid():
        try:
            state = absenting.state_everywhere if form.cleaned_data.get("everywhere") else absenting.state
            state(council, form.days, by=request.user)
        except RefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(
                request, _("The chairs know. Nobody proposes you for reviews due on these days.")
            )
            return redirect("councils:absences", council.pk)
    return render(
        request,
        "councils/absences.html",
        _context(request, council) | {"form": form},
        status=422 if form.errors else 200,
    )


def _context(request: MemberRequest, council: Council) -> dict[str, Any]:
    chairs = rules.chairs(request.user, council)
    absences = Absence.objects.visible_to(request.user).to_come().filter(seat__council=council)
    return {
        "council": council,
        "chairs": chairs,
        "absences": absences.with_others().select_related("seat__person", "acting__person"),
        "at_risk": away.at_risk(council, request.user, away.absences_of(council.pk)) if chairs else [],
    }


@require_http_methods(["DELETE"])
@login_required
@says_why
def absence(request: MemberRequest, pk: int) -> HttpResponse:
    """One is back, or does not go; with `everywhere` in all councils where these days were stated."""
    seen = Absence.objects.visible_to(request.user).select_related("seat__council", "acting")
    found = get_object_or_404(seen, pk=pk)
    end = absenting.end_everywhere if request.POST.get("everywhere") else absenting.end
    end(found, by=request.user)
    return redirect("councils:absences", found.seat.council_id)


@require_POST
@login_required
@says_why
def hand_on(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask whoever fits best instead."""
    found = assignment_for(request.user, pk)
    asked = handing.hand_on(found, by=request.user)
    messages.success(request, _("%(name)s was asked instead.") % {"name": asked.person.name})
    return redirect("councils:dashboard", found.review_id)
