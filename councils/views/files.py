"""The files behind an idea, inside its review: whom they are given to, and the files themselves."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from councils import file_rules, letter_rules, papers, rules
from councils.models import CouncilReview
from councils.papers import Paper
from councils.views.fetching import review_with_files
from councils.views.refusals import says_why
from councils.workflow import giving
from ideanet import uploads
from ideanet.people.requests import MemberRequest


@require_safe
@login_required
def index(request: MemberRequest, pk: int) -> HttpResponse:
    """All files; for whoever decides in a blind review what the site found in each, and in the text."""
    review = review_with_files(request.user, pk)
    decides = file_rules.screens_files(request.user, review)
    context = {
        "review": review,
        "papers": papers.papers_of(review, request.user),
        "decides": decides,
        "may_view": rules.may_view_review(request.user, review),
        "chairs": rules.chairs_review(request.user, review),
        "may_read": rules.may_read_reviews(request.user, review),
        "may_read_letter": letter_rules.may_read_letter(request.user, review),
        "slips": papers.slips_of(review, request.user) if decides else [],
    }
    return render(request, "councils/files.html", context)


@require_safe
@login_required
def show(request: MemberRequest, pk: int, evidence_pk: int) -> HttpResponseBase:
    """The file, as a download under a name that says nothing."""
    paper = _paper(request, review_with_files(request.user, pk), evidence_pk)
    if not paper.is_open:
        raise PermissionDenied
    file = paper.file
    return uploads.answer(file.file.open("rb"), name=paper.name, content_type=file.content_type)


@require_http_methods(["POST", "DELETE"])
@login_required
@says_why
def decide(request: MemberRequest, pk: int, evidence_pk: int) -> HttpResponse:
    """POST gives it to the reviewers, DELETE keeps it from them."""
    review = review_with_files(request.user, pk)
    paper = _paper(request, review, evidence_pk)
    giving.decide(review, paper.evidence, by=request.user, is_given=request.method == "POST")
    return redirect("councils:files", review.pk)


def _paper(request: MemberRequest, review: CouncilReview, evidence_pk: int) -> Paper:
    found = papers.papers_of(review, request.user)
    paper = next((paper for paper in found if paper.evidence.pk == evidence_pk), None)
    if paper is None:
        raise Http404
    return paper
