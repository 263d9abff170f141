"""A council's private discussion of a review."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from councils import ballots, identities, letter_rules, pages, rules
from councils.forms.desks import SummaryForm
from councils.forms.reviews import RemarkForm
from councils.models import CouncilReview, Remark
from councils.views.fetching import review_for, review_to_chair
from councils.views.refusals import says_why
from councils.workflow import deliberating
from ideanet.paging import page
from ideanet.people.agreements import guidelines_required
from ideanet.people.requests import MemberRequest


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@guidelines_required
@says_why
def discussion(request: MemberRequest, pk: int) -> HttpResponse:
    """GET shows the thread and how the reviews agree, POST adds to it."""
    review = review_for(request.user, pk)
    if not rules.may_read_reviews(request.user, review):
        raise PermissionDenied
    form = RemarkForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        deliberating.say(review, by=request.user, **form.cleaned_data)
        return redirect("councils:discussion", review.pk)
    return _page(request, review, form)


@require_POST
@login_required
@guidelines_required
@says_why
def summary(request: MemberRequest, pk: int) -> HttpResponse:
    """The chair's account of the discussion."""
    review = review_to_chair(request.user, pk)
    if not rules.may_read_reviews(request.user, review):
        raise PermissionDenied
    form = SummaryForm(request.POST)
    if form.is_valid():
        deliberating.sum_up(review, by=request.user, body=form.cleaned_data["summary"])
        return redirect("councils:discussion", review.pk)
    return _page(request, review, RemarkForm(), form)


def _page(
    request: MemberRequest, review: CouncilReview, form: RemarkForm, summing: SummaryForm | None = None
) -> HttpResponse:
    remarks = Remark.objects.visible_to(request.user).filter(review=review).for_thread()
    found = page(remarks, ("pk",), after=request.GET.get("after", ""))
    reviewers = identities.Reviewers(request.user, review)
    shown = [(remark, reviewers.show(remark.author)) for remark in found]
    may_discuss = rules.may_discuss(request.user, review)
    standing = review.summaries.filter(void_at=None).select_related("written_by__organisation").last()
    if summing is None and rules.may_write_for_council(request.user, review):
        summing = SummaryForm(initial={"summary": standing.body if standing else ""})
    failed = bool(form.errors or (summing and summing.errors))
    context = {
        "review": review,
        "summary": standing,
        "summed_up_by": standing and reviewers.show(standing.written_by),
        "summing": summing,
        "page": found,
        "remarks": shown,
        "averages": pages.averages_of(review, ballots.loaded(review)),
        "void": pages.void_reviews(review),
        "form": form if may_discuss else None,
        "kept": f"remark-{review.pk}",
        "chairs": rules.chairs_review(request.user, review),
        "may_read_letter": letter_rules.may_read_letter(request.user, review),
    }
    return render(request, "councils/discussion.html", context, status=422 if failed else 200)
