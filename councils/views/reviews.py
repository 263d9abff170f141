"""Reviews: my queue, a council's list, and the desk where a member reads and judges."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from councils import desk, rules
from councils.forms.desks import NoteForm
from councils.forms.reviews import RecommendationForm
from councils.models import Assignment, CouncilReview
from councils.tabs import stamp_of
from councils.views.fetching import council_for, review_for
from councils.views.refusals import says_why
from councils.workflow import reviewing
from ideanet.paging import page
from ideanet.people.agreements import guidelines_required
from ideanet.people.requests import MemberRequest
from ideas.errors import OutOfDateError, RefusedError


@require_safe
@login_required
def queue(request: MemberRequest) -> HttpResponse:
    """What I am asked to review, not yet judged first, by due date; and what I chair."""
    mine = Assignment.objects.in_queue_of(request.user).for_queue()
    found = page(mine, ("is_done", "due_at", "pk"), after=request.GET.get("after", ""))
    chaired = CouncilReview.objects.under_way().chaired_by(request.user).for_list()
    context = {"page": found, "chaired": chaired.order_by("due_at", "pk")[: desk.MOST_CHAIRED]}
    return render(request, "councils/queue.html", context)


@require_safe
@login_required
def index(request: MemberRequest, pk: int) -> HttpResponse:
    """A council's reviews that one may see: those under way first, by due date."""
    council = council_for(request.user, pk)
    reviews = CouncilReview.objects.visible_to(request.user).filter(council=council).for_list()
    found = page(reviews, ("is_over", "due_at", "pk"), after=request.GET.get("after", ""))
    context = {"council": council, "page": found, "chairs": rules.chairs(request.user, council)}
    return render(request, "councils/reviews.html", context)


@require_safe
@login_required
@guidelines_required
def show(request: MemberRequest, pk: int) -> HttpResponse:
    """The idea beside the scorecard; once one's own review is in, those of the others."""
    review = review_for(request.user, pk)
    return render(request, "councils/review.html", _desk(request, review, None))


def _desk(request: MemberRequest, review: CouncilReview, form: RecommendationForm | None) -> dict[str, Any]:
    found = desk.desk_of(review, request.user, request.GET.get("others", ""))
    own = found.own_recommendation
    if form is None and found.may_recommend:
        form = RecommendationForm(criteria=found.criteria, initial=RecommendationForm.initial_of(own))
    return {
        "review": review,
        "desk": found,
        "form": form,
        "seen": stamp_of(own.saved_at if own else None),
        "note_form": NoteForm(initial={"note": found.note}),
        "kept": f"review-{review.pk}",
        "kept_done": request.session.pop("kept_done", None),
    }


@require_POST
@login_required
@guidelines_required
@says_why
def save_draft(request: MemberRequest, pk: int) -> HttpResponse:
    """Keep what is typed so far; htmx gets the time of it, others their page again."""
    review = review_for(request.user, pk)
    form, assignment = _form(request, review)
    if not form.is_valid():
        return render(request, "councils/review.html", _desk(request, review, form), status=422)
    try:
        seen = request.POST.get("seen") if request.htmx else None
        saved = reviewing.save(assignment, form.draft, by=request.user, seen=seen)
    except OutOfDateError as error:
        if not request.htmx:
            raise
        return render(request, "councils/partials/saved.html", {"trouble": str(error)}, status=409)
    if request.htmx:
        context = {"saved_at": saved.saved_at, "seen": stamp_of(saved.saved_at)}
        return render(request, "councils/partials/saved.html", context)
    messages.success(request, _("Your draft is saved."))
    return redirect(review)


@require_POST
@login_required
@guidelines_required
@says_why
def submit(request: MemberRequest, pk: int) -> HttpResponse:
    """Submit; what is missing is said in the form, and the draft is kept all the same."""
    review = review_for(request.user, pk)
    form, assignment = _form(request, review)
    if form.is_valid():
        try:
            reviewing.submit(assignment, form.draft, by=request.user)
        except RefusedError as error:
            reviewing.save(assignment, form.draft, by=request.user)
            form.refuse(str(error))
        else:
            request.session["kept_done"] = f"review-{review.pk}"
            messages.success(request, _("Your review is in. Thank you."))
            return redirect(review)
    return render(request, "councils/review.html", _desk(request, review, form), status=422)


def _form(request: MemberRequest, review: CouncilReview) -> tuple[RecommendationForm, Assignment]:
    assignment = rules.standing_assignment(request.user, review)
    if assignment is None:
        raise PermissionDenied
    criteria = list(review.scorecard.criteria.all())
    return RecommendationForm(request.POST, criteria=criteria), assignment
