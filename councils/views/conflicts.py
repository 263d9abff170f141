"""Conflicts of interest: declared by the member, or by the chair for one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from councils import rules
from councils.forms.reviews import ConflictForm
from councils.models import CouncilReview
from councils.views.fetching import review_for
from councils.views.refusals import says_why
from councils.workflow import conflicts
from ideanet.people.models import Person
from ideanet.people.requests import MemberRequest


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@says_why
def declare(request: MemberRequest, pk: int) -> HttpResponse:
    """GET says what follows and asks for the reason, POST declares: nothing of the review is seen after it."""
    review = review_for(request.user, pk)
    asked = request.POST if request.method == "POST" else request.GET
    whose = _whose(review, asked.get("person", ""), request.user)
    if not rules.may_declare_conflict(request.user, review, whose):
        raise PermissionDenied
    form = ConflictForm(request.POST if request.method == "POST" else None, initial={"person": whose.pk})
    is_own = whose.pk == request.user.pk
    if form.is_bound and form.is_valid():
        conflicts.declare(review, whose, by=request.user, reason=form.cleaned_data["reason"])
        if is_own:
            messages.success(request, _("Thank you. This review is closed to you from now on."))
            return redirect("councils:queue")
        return redirect("councils:dashboard", review.pk)
    context = {"review": review, "form": form, "whose": whose, "is_own": is_own}
    return render(request, "councils/conflict.html", context, status=422 if form.errors else 200)


def _whose(review: CouncilReview, key: str, reader: Person) -> Person:
    """Oneself, or the member that the chair names."""
    if key in {"", str(reader.pk)}:
        return reader
    if not rules.chairs_review(reader, review):
        raise PermissionDenied
    members = (s.person for s in review.council.seats.all() if str(s.person_id) == key)
    whose = next(members, None)
    if whose is None:
        raise Http404
    return whose
