"""A council's scorecard, edited as a whole: each change is a new version."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from councils.forms.councils import CriterionForm, CriterionFormSet, ScorecardForm
from councils.views.fetching import council_to_edit
from councils.views.refusals import says_why
from councils.workflow import founding
from ideanet.people.requests import MemberRequest
from ideas.errors import RefusedError


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@says_why
def edit(request: MemberRequest, pk: int) -> HttpResponse:
    council = council_to_edit(request.user, pk)
    scorecard = council.scorecards.latest("version")
    sent = request.POST if request.method == "POST" else None
    form = ScorecardForm(sent, initial={"minimum_coverage": scorecard.minimum_coverage})
    criteria = CriterionFormSet(
        sent,
        initial=[CriterionForm.initial_of(criterion) for criterion in scorecard.criteria.all()],
        prefix="criteria",
    )
    status = 200
    if sent is not None:
        if form.is_valid() and criteria.is_valid():
            try:
                founding.keep_scorecard(
                    council,
                    [found.asked for found in criteria if found.asked],
                    by=request.user,
                    minimum_coverage=form.cleaned_data["minimum_coverage"],
                )
            except RefusedError as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _("The next reviews to open go by this scorecard."))
                return redirect(council)
        status = 422
    context = {"council": council, "scorecard": scorecard, "form": form, "criteria": criteria}
    return render(request, "councils/scorecard.html", context, status=status)
