"""The living style page: every component in every state, from the partials that the pages use."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ideanet.people.doors import administrators_only
from ideanet.people.requests import MemberRequest
from ideanet.people.samples import samples


@require_safe
@administrators_only
def show(request: MemberRequest) -> HttpResponse:
    return render(request, "people/style.html", samples())
