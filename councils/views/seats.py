"""The seats of a council: who sits, who sat, and changing either."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from councils import pages, rules, terms
from councils.forms.seats import OfferForm, ReasonForm, SeatForm
from councils.forms.terms import LetGoForm, RenewForm
from councils.invited import invited_to
from councils.models import Council, Seat
from councils.views.fetching import council_of
from councils.views.refusals import says_why
from councils.workflow import seating
from ideanet.people.requests import MemberRequest
from ideas.errors import RefusedError

# Two forms on the page ask for a reason.
ENDING = "ending_%s"


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@says_why
def index(request: MemberRequest, pk: int) -> HttpResponse:
    """Seats and terms, open and ended; for those who invite, the invitations. POST invites."""
    council = get_object_or_404(Council.objects.visible_to(request.user).for_seats(), pk=pk)
    if request.method == "POST":
        if not rules.may_invite(request.user, council):
            raise PermissionDenied
        return _invite(request, council)
    until = terms.end_of_term(council, timezone.localdate())
    return _page(request, council, OfferForm(reader=request.user, initial={"ends_on": until}))


def _invite(request: MemberRequest, council: Council) -> HttpResponse:
    form = OfferForm(request.POST, reader=request.user)
    if form.is_valid():
        try:
            seating.invite(council, form.cleaned_data["person"], form.offer, by=request.user)
        except RefusedError as error:
            form.add_error(None, str(error))
        else:
            return redirect("councils:seats", council.pk)
    return _page(request, council, form)


def _page(request: MemberRequest, council: Council, form: OfferForm) -> HttpResponse:
    person = request.user
    may_edit = rules.may_edit_council(person, council)
    seats = council.seats.all()
    sitting = pages.members_of(council, person, [s for s in seats if s.is_open])
    context = {
        "council": council,
        "open": pages.marked(sitting) if may_edit else sitting,
        "ended": pages.members_of(council, person, [s for s in seats if not s.is_open]),
        "may_edit": may_edit,
        "may_invite": rules.may_invite(person, council),
        "invited": invited_to(council, person),
        "form": form,
    }
    return render(request, "councils/seats.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST", "DELETE"])
@login_required
@says_why
def seat(request: MemberRequest, pk: int) -> HttpResponse:
    """GET shows the forms, POST changes class, chair and term, DELETE ends the seat with a reason."""
    found = get_object_or_404(Seat.objects.visible_to(request.user).for_faces(), pk=pk)
    found.council = council_of(found)
    may_edit = rules.may_edit_council(request.user, found.council)
    if not may_edit and found.person_id != request.user.pk:
        raise PermissionDenied
    form = SeatForm(request.POST if request.method == "POST" else None, initial=_initial(found))
    ending = ReasonForm(request.POST if request.method == "DELETE" else None, auto_id=ENDING)
    try:
        if form.is_bound and form.is_valid():
            seating.change(found, by=request.user, **form.cleaned_data)
            return redirect("councils:seats", found.council_id)
        if ending.is_bound and ending.is_valid():
            seating.end(found, by=request.user, reason=ending.cleaned_data["reason"])
            return redirect("councils:councils")
    except RefusedError as error:
        (form if form.is_bound else ending).add_error(None, str(error))
    return seat_page(request, found, form=form, ending=ending)


def _initial(found: Seat) -> dict[str, Any]:
    return {
        "seat_class": found.seat_class,
        "is_chair": found.is_chair,
        "is_secretary": found.is_secretary,
        "ends_on": found.ends_on,
    }


def seat_page(
    request: MemberRequest,
    found: Seat,
    *,
    form: SeatForm | None = None,
    ending: ReasonForm | None = None,
    renewal: RenewForm | None = None,
    letting_go: LetGoForm | None = None,
) -> HttpResponse:
    """The seat with its term and all that may become of it; load its council `for_rules()`."""
    outlook = terms.outlook(found, request.user)
    may_edit = rules.may_edit_council(request.user, found.council)
    context = {
        "seat": found,
        "form": form or SeatForm(initial=_initial(found)),
        "ending": ending or ReasonForm(auto_id=ENDING),
        "may_edit": may_edit,
        "outlook": outlook,
        "renewal": renewal or RenewForm.of(found, is_exception=outlook.is_exception),
        "letting_go": letting_go or LetGoForm(),
        "attestations": found.attestations.all() if may_edit else [],
    }
    failed = any(sent and sent.errors for sent in (form, ending, renewal, letting_go))
    return render(request, "councils/seat.html", context, status=422 if failed else 200)
