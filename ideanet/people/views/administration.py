"""What administrators change about a person: roles, place, coming and going."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ideanet.people.doors import administrators_only
from ideanet.people.errors import RefusedError
from ideanet.people.forms.profiles import PlaceForm, RolesForm
from ideanet.people.models import Person
from ideanet.people.requests import MemberRequest
from ideanet.people.workflow import administering


def _find(pk: int) -> Person:
    person: Person = get_object_or_404(Person.objects.for_session().select_related("manager"), pk=pk)
    return person


@require_safe
@administrators_only
def show(request: MemberRequest, pk: int) -> HttpResponse:
    return _show(request, _find(pk))


def _show(request: MemberRequest, person: Person, **forms: Any) -> HttpResponse:
    place = {
        "organisation": person.organisation_id,
        "manager": person.manager.email if person.manager else "",
        "job_title": person.job_title,
        "unit": person.unit,
        "country": person.country,
    }
    context = {
        "person": person,
        "roles_form": RolesForm(initial={"roles": person.roles}),
        "place_form": PlaceForm(initial=place),
        "is_self": person == request.user,
    } | forms
    return render(request, "people/administration.html", context, status=422 if forms else 200)


@require_POST
@administrators_only
def change_roles(request: MemberRequest, pk: int) -> HttpResponse:
    person, form = _find(pk), RolesForm(request.POST)
    if form.is_valid():
        try:
            administering.change_roles(person, form.cleaned_data["roles"], by=request.user)
        except RefusedError as error:
            form.add_error("roles", str(error))
        else:
            return _done(request, person)
    return _show(request, person, roles_form=form)


@require_POST
@administrators_only
def place(request: MemberRequest, pk: int) -> HttpResponse:
    person, form = _find(pk), PlaceForm(request.POST)
    if form.is_valid():
        try:
            administering.place(person, form.cleaned_data, by=request.user)
        except RefusedError as error:
            form.add_error(None, str(error))
        else:
            return _done(request, person)
    return _show(request, person, place_form=form)


@require_http_methods(["POST", "DELETE"])
@administrators_only
def deactivation(request: MemberRequest, pk: int) -> HttpResponse:
    """POST ends the person's access, DELETE gives it back."""
    act = administering.reactivate if request.method == "DELETE" else administering.deactivate
    return _try(request, pk, act)


@require_http_methods(["DELETE"])
@administrators_only
def second_factors(request: MemberRequest, pk: int) -> HttpResponse:
    return _try(request, pk, administering.remove_factors)


def _try(request: MemberRequest, pk: int, act: Callable[..., Person]) -> HttpResponse:
    person = _find(pk)
    try:
        act(person, by=request.user)
    except RefusedError as error:
        messages.error(request, str(error))
        return redirect("people:administration", pk)
    return _done(request, person)


def _done(request: MemberRequest, person: Person) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect("people:administration", person.pk)
