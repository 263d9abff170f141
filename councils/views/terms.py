"""The terms of seats: renewing them, agreeing to one too many, and letting a seat go."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from councils.forms.terms import LetGoForm, RenewForm
from councils.models import Renewal, Seat
from councils.views.fetching import council_for
from councils.views.refusals import says_why
from councils.views.seats import seat_page
from councils.workflow import renewing
from ideanet.people.models import Person
from ideanet.people.requests import MemberRequest
from ideas.errors import RefusedError


def _seat(person: Person, pk: int) -> Seat:
    found = get_object_or_404(Seat.objects.visible_to(person).for_faces(), pk=pk)
    found.council = council_for(person, found.council_id)
    return found


@require_POST
@login_required
@says_why
def renew(request: MemberRequest, pk: int) -> HttpResponse:
    found = _seat(request.user, pk)
    form = RenewForm(request.POST)
    if form.is_valid():
        try:
            renewal = renewing.renew(found, by=request.user, **form.cleaned_data)
        except RefusedError as error:
            form.add_error("exception", str(error))
        else:
            messages.success(
                request,
                _("The term is renewed.") if renewal.stands else _("A second person is asked to agree."),
            )
            return redirect("councils:seat", found.pk)
    return seat_page(request, found, renewal=form)


@require_POST
@login_required
@says_why
def let_go(request: MemberRequest, pk: int) -> HttpResponse:
    found = _seat(request.user, pk)
    form = LetGoForm(request.POST)
    if form.is_valid():
        try:
            renewing.let_go(found, by=request.user, reason=form.cleaned_data["reason"])
        except RefusedError as error:
            form.add_error("reason", str(error))
        else:
            messages.success(request, _("The term ends as it stands; the member reads why."))
            return redirect("councils:seat", found.pk)
    return seat_page(request, found, letting_go=form)


@require_http_methods(["POST", "DELETE"])
@login_required
@says_why
def agreement(request: MemberRequest, pk: int) -> HttpResponse:
    """POST agrees to a term too many, DELETE takes the request for it back."""
    renewals = Renewal.objects.visible_to(request.user).select_related("seat__council")
    found = get_object_or_404(renewals, pk=pk)
    if request.method == "DELETE":
        renewing.take_back(found, by=request.user)
        messages.success(request, _("The term ends as it stands."))
    else:
        renewing.agree(found, by=request.user)
        messages.success(request, _("The term is renewed."))
    return redirect("councils:seat", found.seat_id)
