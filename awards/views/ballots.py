"""The people's choice: one's ballot in a category."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from awards import prepared, rules
from awards.forms.ballots import BallotForm
from awards.methods.registry import METHODS
from awards.models import Ballot
from awards.stages import PhaseKind
from awards.views.refusals import says_why
from awards.views.scope import get_category, sent
from awards.workflow import voting
from ideanet.people.agreements import guidelines_required
from ideanet.people.requests import MemberRequest
from ideas.errors import OutOfDateError, RefusedError


@require_http_methods(["GET", "HEAD", "POST", "DELETE"])
@login_required
@guidelines_required
@says_why
def ballot(request: MemberRequest, pk: int) -> HttpResponse:
    """POST casts or changes the ballot, DELETE takes it back, GET shows it."""
    category = get_category(request, pk)
    if not rules.has_ballot(request.user, category):
        raise PermissionDenied
    if request.method == "DELETE":
        voting.take_back(category, by=request.user)
        messages.success(request, _("Your ballot is taken back."))
        return redirect(category)
    standing = Ballot.objects.visible_to(request.user).filter(category=category).for_page().first()
    form = BallotForm(sent(request), entries=prepared.choices_for(request.user, category.pk), ballot=standing)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                voting.cast(category, form.ranking, by=request.user)
            except (RefusedError, OutOfDateError) as error:
                form.add_error(None, str(error))
                status = 409 if isinstance(error, OutOfDateError) else 422
            else:
                messages.success(request, _("Your ballot counts. You can change it until voting closes."))
                return redirect("awards:ballot", category.pk)
    context = {
        "category": category,
        "cycle": category.cycle,
        "form": form,
        "ballot": standing,
        "phase": category.cycle.calendar.open(PhaseKind.PEOPLE),
        "method": METHODS[category.people_method],
    }
    return render(request, "awards/ballot.html", context, status=status)
