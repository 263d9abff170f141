"""One's own relations to others, which keep one away from their reviews."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from councils.forms.relations import RelationForm
from councils.models import Relation
from councils.views.refusals import says_why
from councils.workflow import relating
from ideanet.people.requests import MemberRequest
from ideas.errors import RefusedError


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def index(request: MemberRequest) -> HttpResponse:
    """GET shows what one declared, POST declares another."""
    form = RelationForm(request.POST if request.method == "POST" else None, reader=request.user)
    if form.is_bound and form.is_valid():
        try:
            relating.declare(form.cleaned_data["other"], by=request.user, kind=form.cleaned_data["kind"])
        except RefusedError as error:
            form.add_error("other", str(error))
        else:
            messages.success(request, _("Thank you. You are kept away from each other’s reviews."))
            return redirect("councils:relations")
    relations = Relation.objects.visible_to(request.user).select_related("other__organisation")
    context = {"relations": relations, "form": form}
    return render(request, "councils/relations.html", context, status=422 if form.errors else 200)


@require_http_methods(["DELETE"])
@login_required
@says_why
def relation(request: MemberRequest, pk: int) -> HttpResponse:
    """It holds no longer."""
    found = get_object_or_404(Relation.objects.visible_to(request.user), pk=pk)
    relating.end(found, by=request.user)
    return redirect("councils:relations")
