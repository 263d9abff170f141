"""A council's examples: the set, one of them to score, and how far members are from what was agreed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from councils import calibration, rules
from councils.forms.examples import ExampleForm, ScoringForm
from councils.models import Calibration, Example
from councils.views.fetching import council_for
from councils.views.refusals import says_why
from councils.workflow import calibrating
from ideanet.people.models import Person
from ideanet.people.requests import MemberRequest
from ideas.errors import RefusedError


@require_safe
@login_required
def index(request: MemberRequest, pk: int) -> HttpResponse:
    """The set, with one's own results; to chairs, who has scored it and how far from it."""
    council = council_for(request.user, pk)
    if not rules.sits(request.user, council):
        raise PermissionDenied
    chairs = rules.chairs(request.user, council)
    examples = list(Example.objects.visible_to(request.user).filter(council=council).standing().for_page())
    results = calibration.results_of(examples, request.user)
    seats = [s for s in council.seats.all() if s.is_sitting and not s.is_chair and not s.is_secretary]
    context = {
        "council": council,
        "chairs": chairs,
        "results": results,
        "own": calibration.standing_of(request.user, results),
        "members": calibration.standings(examples, seats) if chairs else [],
    }
    return render(request, "councils/calibration.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@says_why
def create(request: MemberRequest, pk: int) -> HttpResponse:
    """A new example, by a chair."""
    council = council_for(request.user, pk)
    if not rules.chairs(request.user, council):
        raise PermissionDenied
    criteria = council.scorecards.latest("version").criteria.filter(is_text=False)
    data = request.POST if request.method == "POST" else None
    form = ExampleForm(data, criteria=criteria, council=council, reader=request.user)
    if form.is_bound and form.is_valid():
        try:
            calibrating.add(council, form.wanted, by=request.user)
        except RefusedError as error:
            form.add_error(None, str(error))
        else:
            return redirect("councils:calibration", council.pk)
    context = {"council": council, "form": form}
    return render(request, "councils/example_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST", "DELETE"])
@login_required
@says_why
def example(request: MemberRequest, pk: int) -> HttpResponse:
    """GET shows the text and one's scores beside the agreed ones, POST scores it, DELETE takes it out."""
    found = get_object_or_404(Example.objects.visible_to(request.user).for_page(), pk=pk)
    if request.method == "DELETE":
        calibrating.retire(found, by=request.user)
        return redirect("councils:calibration", found.council_id)
    criteria = [agreed.criterion for agreed in found.agreed.all()]
    form = ScoringForm(request.POST if request.method == "POST" else None, criteria=criteria)
    if form.is_bound and form.is_valid():
        calibrating.score(found, form.points, by=request.user)
        messages.success(request, _("Here is what the council agreed on, and why."))
        return redirect(found)
    return _page(request, found, form)


def _page(request: MemberRequest, found: Example, form: ScoringForm) -> HttpResponse:
    council = council_for(request.user, found.council_id)
    chairs = rules.has_chair_seat(request.user, council)
    done = Calibration.objects.filter(example=found, person=request.user).first()
    context = {
        "example": found,
        "council": council,
        "chairs": chairs,
        "lines": calibration.lines_of(found, done.points if done else {}) if done or chairs else [],
        "is_done": done is not None,
        "form": None if done or chairs or found.retired_at else form,
    }
    return render(request, "councils/example.html", context, status=422 if form.errors else 200)


@require_safe
@login_required
def member(request: MemberRequest, pk: int, person_pk: int) -> HttpResponse:
    """One member's scores beside the agreed ones: for that member and the chairs."""
    council = council_for(request.user, pk)
    if not calibration.may_view_results(request.user, council, person_pk):
        raise Http404
    if not any(seat.person_id == person_pk and seat.is_sitting for seat in council.seats.all()):
        raise Http404
    whose = Person.objects.select_related("organisation").get(pk=person_pk)
    examples = Example.objects.visible_to(request.user).filter(council=council).for_page()
    results = [r for r in calibration.results_of(examples, whose) if r.is_done]
    context = {
        "council": council,
        "whose": whose,
        "results": results,
        "standing": calibration.standing_of(whose, results),
    }
    return render(request, "councils/calibration_member.html", context)
