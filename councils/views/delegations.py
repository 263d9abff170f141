"""Reviews that members hand to one another."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from councils import duty_rules, prepared
from councils.forms.absences import DelegationForm
from councils.models import Delegation
from councils.views.fetching import assignment_for
from councils.views.refusals import says_why
from councils.workflow import delegating
from ideanet.people.models import Person
from ideanet.people.requests import MemberRequest
from ideas.errors import RefusedError


def _find(person: Person, pk: int) -> Delegation:
    seen = Delegation.objects.visible_to(person).select_related(
        "seat__person", "assignment__person", "assignment__review__idea"
    )
    return get_object_or_404(seen, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@says_why
def offer(request: MemberRequest, pk: int) -> HttpResponse:
    """GET asks to whom, POST asks them."""
    found = assignment_for(request.user, pk)
    if found.person_id != request.user.pk:
        raise PermissionDenied
    form = DelegationForm(
        request.POST if request.method == "POST" else None,
        council_pk=found.review.council_id,
        reader=request.user,
    )
    if form.is_bound and form.is_valid():
        try:
            delegating.offer(found, form.cleaned_data["seat"], by=request.user)
        except RefusedError as error:
            form.add_error("seat", str(error))
        else:
            messages.success(request, _("Asked. Until it is taken over, the review is yours."))
            return redirect("councils:review", found.review_id)
    context = {"assignment": found, "review": found.review, "form": form}
    return render(request, "councils/delegate.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "DELETE"])
@login_required
@says_why
def delegation(request: MemberRequest, pk: int) -> HttpResponse:
    """GET shows who asks whom, DELETE keeps the review after all."""
    found = _find(request.user, pk)
    if request.method == "DELETE":
        delegating.withdraw(found, by=request.user)
        return redirect("councils:review", found.assignment.review_id)
    review = prepared.review_for_rules(found.assignment.review_id)
    context = {
        "delegation": found,
        "review": review,
        "is_open": Delegation.objects.open().filter(pk=pk).exists(),
        "is_asked": found.seat.person_id == request.user.pk,
        "may_take_over": duty_rules.may_take_over(request.user, found, review),
    }
    return render(request, "councils/delegation.html", context)


@require_POST
@login_required
@says_why
def accept(request: MemberRequest, pk: int) -> HttpResponse:
    """Take it over oneself, or as a chair confirm that the other does."""
    found = _find(request.user, pk)
    taken = delegating.take_over(found, by=request.user)
    if taken.person_id == request.user.pk:
        messages.success(request, _("The review is yours now."))
        return redirect("councils:review", taken.review_id)
    messages.success(request, _("%(name)s is asked instead.") % {"name": taken.person.name})
    return redirect("councils:dashboard", taken.review_id)


@require_POST
@login_required
@says_why
def refuse(request: MemberRequest, pk: int) -> HttpResponse:
    found = _find(request.user, pk)
    delegating.refuse(found, by=request.user)
    messages.success(request, _("It stays where it was."))
    return redirect("councils:review", found.assignment.review_id)
