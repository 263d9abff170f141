"""Members who should not meet on a review: a page for chairs alone."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from councils import rules
from councils.forms.seats import SeparationForm
from councils.models import Council, Separation
from councils.views.fetching import council_for
from councils.views.refusals import says_why
from councils.workflow import separating
from ideanet.people.requests import MemberRequest
from ideas.errors import RefusedError


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@says_why
def index(request: MemberRequest, pk: int) -> HttpResponse:
    """GET shows the pairs and the form, POST adds one."""
    council = council_for(request.user, pk)
    if not rules.chairs(request.user, council):
        raise PermissionDenied
    form = SeparationForm(request.POST if request.method == "POST" else None, council=council)
    if form.is_bound and form.is_valid():
        try:
            separating.separate(council, by=request.user, **form.cleaned_data)
        except RefusedError as error:
            form.add_error(None, str(error))
        else:
            return redirect("councils:separations", council.pk)
    return _page(request, council, form)


def _page(request: MemberRequest, council: Council, form: SeparationForm) -> HttpResponse:
    separations = Separation.objects.filter(council=council).select_related("one", "other", "made_by")
    context = {"council": council, "separations": separations, "form": form}
    return render(request, "councils/separations.html", context, status=422 if form.errors else 200)


@require_http_methods(["DELETE"])
@login_required
@says_why
def separation(request: MemberRequest, pk: int) -> HttpResponse:
    """Let the two meet again."""
    chaired = Council.objects.chaired_by(request.user).order_by().values("pk")
    found = get_object_or_404(Separation.objects.filter(council__in=chaired).select_related("council"), pk=pk)
    separating.rejoin(found, by=request.user)
    return redirect("councils:separations", found.council_id)
