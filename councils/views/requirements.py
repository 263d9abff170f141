"""A council's entry requirements, and how a candidate stands against each."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from councils import rules, standing
from councils.forms.councils import RequirementForm
from councils.forms.seats import StandingForm
from councils.models import Council, Requirement
from councils.views.fetching import council_for, council_to_edit
from councils.views.refusals import says_why
from councils.workflow import founding
from ideanet.people.requests import MemberRequest
from ideas.errors import RefusedError


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@says_why
def index(request: MemberRequest, pk: int) -> HttpResponse:
    """Each rule with one's own standing; for those who invite, any candidate's."""
    if request.method == "POST":
        return _create(request, council_to_edit(request.user, pk))
    return _page(request, council_for(request.user, pk), RequirementForm())


def _create(request: MemberRequest, council: Council) -> HttpResponse:
    form = RequirementForm(request.POST)
    if form.is_valid():
        try:
            founding.require(council, by=request.user, **form.cleaned_data)
        except RefusedError as error:
            form.add_error(None, str(error))
        else:
            return redirect("councils:requirements", council.pk)
    return _page(request, council, form)


def _page(request: MemberRequest, council: Council, form: RequirementForm) -> HttpResponse:
    may_edit = rules.may_edit_council(request.user, council)
    ask = StandingForm(request.GET if may_edit and "person" in request.GET else None, reader=request.user)
    candidate = request.user
    if ask.is_bound and ask.is_valid() and ask.cleaned_data["person"]:
        candidate = ask.cleaned_data["person"]
    rows = [
        {"standing": found, "sentence": standing.sentence_of(found.requirement)}
        for found in standing.standings(council, candidate, reader=request.user)
    ]
    context = {
        "council": council,
        "rows": rows,
        "candidate": candidate,
        "is_own": candidate.pk == request.user.pk,
        "may_edit": may_edit,
        "form": form,
        "ask": ask,
    }
    return render(request, "councils/requirements.html", context, status=422 if form.errors else 200)


@require_http_methods(["DELETE"])
@login_required
@says_why
def requirement(request: MemberRequest, pk: int) -> HttpResponse:
    councils = Council.objects.visible_to(request.user).order_by().values("pk")
    found = get_object_or_404(Requirement.objects.select_related("council"), pk=pk, council__in=councils)
    founding.drop_requirement(found, by=request.user)
    return redirect("councils:requirements", found.council_id)
