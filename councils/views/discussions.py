"""A council's private discussion of a review."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from councils import identities, letter_rules, pages, rules
from councils.forms.reviews import RemarkForm
from councils.models import CouncilReview, Remark
from councils.views.fetching import review_for
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


def _page(request: MemberRequest, review: CouncilReview, form: RemarkForm) -> HttpResponse:
    remarks = Remark.objects.visible_to(request.user).filter(review=review).for_thread()
    found = page(remarks, ("pk",), after=request.GET.get("after", ""))
    shown = [(remark, identities.show_reviewer(request.user, review, remark.author)) for remark in found]
    may_discuss = rules.may_discuss(request.user, review)
    context = {
        "review": review,
        "page": found,
        "remarks": shown,
        "averages": pages.averages_of(review),
        "void": pages.void_reviews(review),
        "form": form if may_discuss else None,
        "kept": f"remark-{review.pk}",
        "chairs": rules.chairs_review(request.user, review),
        "may_read_letter": letter_rules.may_read_letter(request.user, review),
    }
    return render(request, "councils/discussion.html", context, status=422 if form.errors else 200)
