"""The front page of a signed-in person."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@login_required
def show(request: HttpRequest) -> HttpResponse:
    return render(request, "home.html")
