"""A second person's agreement to an exception: given, and taken back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from councils.views.fetching import invitation_for
from councils.views.refusals import says_why
from councils.workflow import excepting
from ideanet.people.requests import MemberRequest


@require_http_methods(["POST", "DELETE"])
@login_required
@says_why
def agreement(request: MemberRequest, pk: int) -> HttpResponse:
    """POST agrees and sends the invitation, DELETE takes the agreement back."""
    found = invitation_for(request.user, pk)
    if request.method == "DELETE":
        excepting.withdraw(found, by=request.user)
        messages.success(request, _("You no longer agree; the link in the mail has stopped working."))
    else:
        excepting.agree(found, by=request.user)
        messages.success(request, _("The invitation is on its way."))
    return redirect("councils:seats", found.council_id)
