"""The directory and a person's page."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from ideanet.people.models import Person


@login_required
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "people/people.html", {"people": Person.objects.visible_to(request.user)[:30]})


@login_required
def show(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(Person.objects.visible_to(request.user).for_cards(), pk=pk)
    return render(request, "people/person.html", {"person": person})
