"""The decision: what the rule computes, with its working, and what the chair makes of it."""

from typing import Final

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from councils import ballots, pages, rules, verdicts, wording
from councils.dashboards import quorum_of
from councils.forms.decisions import DecisionForm
from councils.forms.seats import ReasonForm
from councils.models import CouncilReview
from councils.views.fetching import review_to_chair
from councils.views.refusals import says_why
from councils.workflow import deciding, retracting
from ideanet.people.requests import MemberRequest
from ideas.errors import RefusedError

# More reviews than these stand in a table, and are read on the page of the review.
IN_FULL: Final = 12


@require_http_methods(["GET", "HEAD", "POST", "DELETE"])
@login_required
@says_why
def decision(request: MemberRequest, pk: int) -> HttpResponse:
    """GET shows the working, POST decides, DELETE takes back a decision whose letter is not sent."""
    review = review_to_chair(request.user, pk)
    if not rules.may_read_reviews(request.user, review):
        raise PermissionDenied
    if request.method == "POST":
        return _decide(request, review)
    if request.method == "DELETE":
        return _retract(request, review)
    return _page(request, review, None)


def _decide(request: MemberRequest, review: CouncilReview) -> HttpResponse:
    form = DecisionForm(request.POST, is_last=review.is_last)
    if form.is_valid():
        try:
            deciding.decide(review, by=request.user, **form.cleaned_data)
        except RefusedError as error:
            form.add_error(None, str(error))
        else:
            return redirect("councils:letter", review.pk)
    return _page(request, review, form)


def _retract(request: MemberRequest, review: CouncilReview) -> HttpResponse:
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, review, None, form)
    retracting.retract(review, by=request.user, reason=form.cleaned_data["reason"])
    return redirect("councils:dashboard", review.pk)


def _page(
    request: MemberRequest,
    review: CouncilReview,
    form: DecisionForm | None,
    taking_back: ReasonForm | None = None,
) -> HttpResponse:
    standing = review.decision
    quorum = quorum_of(review)
    counting = ballots.loaded(review)
    verdict = verdicts.compute(review, ballots.ballots_of(counting))
    working = standing.working if standing else verdict.working
    if form is None and rules.may_decide(request.user, review) and quorum.is_met:
        form = DecisionForm(initial={"outcome": verdict.outcome}, is_last=review.is_last)
    context = {
        "review": review,
        "decision": standing,
        "computed": verdicts.recompute(working),
        "working": wording.working_of(working),
        "quorum": wording.quorum_of(review),
        "missing": wording.missing_for(quorum) if review.is_open else [],
        "readings": pages.readings(review, request.user, pages.readable(review, request.user, counting)),
        "in_full": len(counting) <= IN_FULL,
        "averages": pages.averages_of(review, counting),
        "void": pages.void_reviews(review),
        "form": form,
        "taking_back": taking_back or ReasonForm(),
    }
    failed = bool((form and form.errors) or (taking_back and taking_back.errors))
    return render(request, "councils/decision.html", context, status=422 if failed else 200)
