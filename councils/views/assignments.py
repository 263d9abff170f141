"""The chair's dashboard of a review, and who is asked for one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from councils import dashboards, reminding
from councils.dashboards import Wanted
from councils.forms.reviews import AssignForm
from councils.forms.seats import ReasonForm
from councils.models import CouncilReview
from councils.views.fetching import assignment_for, review_for_dashboard
from councils.views.refusals import says_why
from councils.workflow import assigning
from ideanet.people.requests import MemberRequest
from ideas.errors import RefusedError


@require_safe
@login_required
def dashboard(request: MemberRequest, pk: int) -> HttpResponse:
    """Progress, who could be asked, conflicts, and how far the quorum is."""
    review = review_for_dashboard(request.user, pk)
    return _page(request, review, AssignForm(council_pk=review.council_id))


def _page(request: MemberRequest, review: CouncilReview, form: AssignForm) -> HttpResponse:
    wanted = Wanted(request.GET.get("asked", ""), request.GET.get("members", ""))
    context = {"review": review, "board": dashboards.board_of(review, request.user, wanted), "form": form}
    return render(request, "councils/dashboard.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
@says_why
def assign(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask members for their reviews; those who cannot be asked are named with the reason."""
    review = review_for_dashboard(request.user, pk)
    form = AssignForm(request.POST, council_pk=review.council_id)
    if not form.is_valid():
        return _page(request, review, form)
    asked = 0
    for seat in form.cleaned_data["seats"]:
        try:
            assigning.assign(review, seat, by=request.user, due_on=form.cleaned_data["due_on"])
        except RefusedError as error:
            form.add_error(None, str(error))
        else:
            asked += 1
    if asked:
        messages.success(
            request,
            ngettext("%(count)d member was asked.", "%(count)d members were asked.", asked)
            % {"count": asked},
        )
    if form.errors:
        return _page(request, review_for_dashboard(request.user, pk), form)
    return redirect("councils:dashboard", review.pk)


@require_http_methods(["DELETE"])
@login_required
@says_why
def assignment(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask for the review no longer."""
    found = assignment_for(request.user, pk)
    assigning.take_back(found, by=request.user)
    return redirect("councils:dashboard", found.review_id)


@require_POST
@login_required
@says_why
def accept(request: MemberRequest, pk: int) -> HttpResponse:
    found = assignment_for(request.user, pk)
    assigning.accept(found, by=request.user)
    return redirect("councils:review", found.review_id)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@says_why
def decline(request: MemberRequest, pk: int) -> HttpResponse:
    """GET asks for the reason, POST declines."""
    found = assignment_for(request.user, pk)
    if found.person_id != request.user.pk:
        raise PermissionDenied
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        assigning.decline(found, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("The chair knows that you cannot, and why."))
        return redirect("councils:queue")
    context = {"assignment": found, "review": found.review, "form": form}
    return render(request, "councils/decline.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
@says_why
def nudge(request: MemberRequest, pk: int) -> HttpResponse:
    """The chair's own reminder, or the secretary's."""
    found = assignment_for(request.user, pk)
    reminding.nudge(found, by=request.user)
    messages.success(request, _("%(name)s was reminded.") % {"name": found.person.name})
    if CouncilReview.objects.chaired_by(request.user).filter(pk=found.review_id).exists():
        return redirect("councils:dashboard", found.review_id)
    return redirect("councils:schedule", found.review.council_id)
