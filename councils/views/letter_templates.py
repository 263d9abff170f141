"""A council's letter templates: the words around the reasons, for each outcome."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from councils import drafting, phrases
from councils.forms.letters import LetterTemplateForm
from councils.models import Council, CouncilReview
from councils.stages import Outcome
from councils.views.fetching import council_to_edit
from councils.views.refusals import says_why
from councils.workflow import phrasing
from ideanet.people.models import Person
from ideanet.people.requests import MemberRequest

# Reviews to see a letter about, the newest first.
MOST = 20


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@says_why
def edit(request: MemberRequest, pk: int) -> HttpResponse:
    """GET shows the words, POST keeps them; with `preview` it shows the letters and keeps nothing."""
    council = council_to_edit(request.user, pk)
    template = council.letter_templates.first()
    reviews = _reviews(request.user, council)
    form = LetterTemplateForm(
        request.POST if request.method == "POST" else None,
        initial={outcome: drafting.words_of(template, outcome) for outcome in Outcome.values},
        reviews=reviews,
    )
    previews = None
    if form.is_bound and form.is_valid():
        if "preview" not in request.POST:
            phrasing.keep(council, form.words, by=request.user)
            request.session["kept_done"] = f"letters-{council.pk}"
            messages.success(request, _("The next reviews to open end with these letters."))
            return redirect("councils:letter_templates", council.pk)
        about = _loaded(request.user, form.cleaned_data["about"] or 0)
        previews = [
            (
                Outcome(outcome).label,
                drafting.preview(words or phrases.house_words(outcome), about, council.name),
            )
            for outcome, words in form.words.items()
        ]
    context = {
        "council": council,
        "template": template,
        "form": form,
        "previews": previews,
        "kept_done": request.session.pop("kept_done", ""),
        "places": [(f"{{{name}}}", meaning) for name, meaning in phrases.PLACES.items()],
    }
    return render(request, "councils/letter_templates.html", context, status=422 if form.errors else 200)


def _reviews(person: Person, council: Council) -> dict[int, CouncilReview]:
    """Those whose texts this person may read."""
    found = CouncilReview.objects.readable_by(person).filter(council=council).order_by("-opened_at")
    return {review.pk: review for review in found.named()[:MOST]}


def _loaded(person: Person, pk: int) -> CouncilReview | None:
    """One of these, with all that a letter says."""
    found = CouncilReview.objects.readable_by(person).select_related("council", "revision")
    return found.prefetch_related("decisions__letter", "decisions__points").filter(pk=pk).first()
