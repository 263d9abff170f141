"""The living style page: every component in every state, from the partials that the pages use."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ideanet.people.rules import may_administer
from ideanet.people.samples import samples


@login_required
def show(request: HttpRequest) -> HttpResponse:
    if not may_administer(request.user):
        raise PermissionDenied
    return render(request, "people/style.html", samples())
