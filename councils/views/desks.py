"""Beside one's own review: private notes, a request for help, and a change of mind."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from councils import rules
from councils.forms.desks import AmendmentForm, HelpForm, NoteForm
from councils.models import Assignment, CouncilReview, Recommendation
from councils.views.fetching import review_for
from councils.views.refusals import says_why
from councils.workflow import amending, noting
from ideanet.people.agreements import guidelines_required
from ideanet.people.requests import MemberRequest
from ideas.errors import RefusedError


@require_POST
@login_required
@says_why
def note(request: MemberRequest, pk: int) -> HttpResponse:
    """Keep one's own notes; htmx gets the time of it."""
    review = review_for(request.user, pk)
    form = NoteForm(request.POST)
    if not form.is_valid():
        raise RefusedError(" ".join(str(error) for error in form.errors["note"]))
    kept = noting.note(review, by=request.user, body=form.cleaned_data["note"])
    if request.htmx:
        return render(
            request, "councils/partials/saved.html", {"saved_at": kept.saved_at, "saved_id": "note-saved"}
        )
    messages.success(request, _("Your notes are saved."))
    return redirect(review)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@guidelines_required
@says_why
def help_request(request: MemberRequest, pk: int) -> HttpResponse:
    """GET shows the form, POST asks the chair."""
    review = review_for(request.user, pk)
    if not rules.may_recommend(request.user, review):
        raise PermissionDenied
    form = HelpForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        noting.ask_for_help(review, by=request.user, **form.cleaned_data)
        messages.success(request, _("The chair knows that you ask for help."))
        return redirect(review)
    context = {"review": review, "form": form}
    return render(request, "councils/help_request.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@guidelines_required
@says_why
def amendment(request: MemberRequest, pk: int) -> HttpResponse:
    """GET shows one's submitted review to change, POST puts the changed one in its place."""
    review = review_for(request.user, pk)
    own = rules.standing_assignment(request.user, review)
    if own is None or not own.is_submitted:
        raise PermissionDenied
    if request.method == "POST":
        return _amend(request, review, own)
    standing = Recommendation.objects.prefetch_related("scores").get(assignment=own)
    form = AmendmentForm(
        criteria=list(review.scorecard.criteria.all()), initial=AmendmentForm.initial_of(standing)
    )
    return _page(request, review, form)


def _amend(request: MemberRequest, review: CouncilReview, own: Assignment) -> HttpResponse:
    form = AmendmentForm(request.POST, criteria=list(review.scorecard.criteria.all()))
    if not form.is_valid():
        return _page(request, review, form)
    try:
        amending.amend(own, form.draft, by=request.user, reason=form.cleaned_data["reason"])
    except RefusedError as error:
        form.refuse(str(error))
        return _page(request, review, form)
    request.session["kept_done"] = f"amendment-{review.pk}"
    messages.success(request, _("Your review is changed; what it said before is kept."))
    return redirect(review)


def _page(request: MemberRequest, review: CouncilReview, form: AmendmentForm) -> HttpResponse:
    context = {
        "review": review,
        "form": form,
        "may_amend": rules.may_amend(request.user, review),
        "kept": f"amendment-{review.pk}",
    }
    return render(request, "councils/amendment.html", context, status=422 if form.errors else 200)
