"""Moving a draft on, and recording that it went live."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ideanet.people.requests import MemberRequest
from ideanet.publishing import moves
from ideanet.publishing.forms import PublicationForm
from ideanet.publishing.views import deliveries
from ideanet.publishing.views.access import get_draft, out_of_date
from ideanet.publishing.workflow import moving
from ideas.errors import OutOfDateError, RefusedError


@require_POST
@login_required
def create(request: MemberRequest, pk: int) -> HttpResponse:
    draft = get_draft(request, pk)
    move = moves.MOVES.get(request.POST.get("move", ""))
    if move is None:
        raise Http404
    try:
        moving.perform(move, draft, by=request.user)
    except OutOfDateError as error:
        return out_of_date(request, draft, error)
    except RefusedError as error:
        messages.error(request, str(error))
    return redirect(draft)


@require_POST
@login_required
def publish(request: MemberRequest, pk: int) -> HttpResponse:
    """Record where and since when the piece is out."""
    draft = get_draft(request, pk)
    form = PublicationForm(request.POST)
    if not form.is_valid():
        return deliveries.page(request, draft, publication=form, status=422)
    try:
        moving.go_live(draft, by=request.user, url=form.cleaned_data["url"], on=form.cleaned_data["on"])
    except OutOfDateError as error:
        return out_of_date(request, draft, error)
    except RefusedError as error:
        form.add_error(None, str(error))
        return deliveries.page(request, draft, publication=form, status=422)
    messages.success(request, _("It is out. When you hear what came of it, bring it back here."))
    return redirect("publishing:deliveries", draft.pk)
