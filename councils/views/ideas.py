"""What an idea's page shows of its reviews, and sending an idea to a council."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from councils import panels
from councils.forms.decisions import SendForm
from councils.models import Council
from councils.views.refusals import says_why
from councils.workflow import opening
from ideanet.people.requests import MemberRequest
from ideas import prepared
from ideas.errors import RefusedError
from ideas.models import Idea


@require_safe
@login_required
def idea_panel(request: MemberRequest, pk: int) -> HttpResponse:
    """What this reader may know of the reviews of the idea: a part of its page for htmx, a page for others."""
    idea = prepared.find_for_rules(request.user, pk)
    return _page(request, idea, None)


def _page(request: MemberRequest, idea: Idea, form: SendForm | None) -> HttpResponse:
    councils = panels.councils_for(request.user, idea)
    if form is None and councils:
        form = SendForm(councils=Council.objects.filter(pk__in=[c.pk for c in councils]))
    context = {
        "idea": idea,
        "rows": panels.rows_of(request.user, idea),
        "form": form,
        "is_part": bool(request.htmx),
    }
    template = "councils/partials/idea_panel.html" if request.htmx else "councils/idea_reviews.html"
    return render(request, template, context, status=422 if form is not None and form.errors else 200)


@require_POST
@login_required
@says_why
def send(request: MemberRequest, pk: int) -> HttpResponse:
    """Send the idea to a council."""
    idea = prepared.find_for_rules(request.user, pk)
    form = SendForm(request.POST, councils=Council.objects.visible_to(request.user))
    if not form.is_valid():
        return _page(request, idea, form)
    council = form.cleaned_data["council"]
    try:
        opening.send(idea, council, by=request.user)
    except RefusedError as error:
        if not panels.councils_for(request.user, idea):
            raise PermissionDenied from error
        form.add_error("council", str(error))
        return _page(request, idea, form)
    messages.success(request, _("“%(idea)s” is with the council.") % {"idea": idea})
    return redirect(idea)
