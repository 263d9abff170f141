"""One indexed select, one keyset list of 25 rows with a template, one insert, one full-text search."""

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F
from django.db.models.functions import Now
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from ideanet.activity.models import Event
from ideas.models import Idea


def select(_request: HttpRequest, pk: int) -> HttpResponse:
    return HttpResponse(Idea.objects.values_list("title", flat=True).get(pk=pk))


def listed(request: HttpRequest) -> HttpResponse:
    rows = Idea.objects.filter(opened_at__lt=Now()).order_by("-opened_at", "-pk").defer("body", "search")[:25]
    return render(request, "list.html", {"ideas": rows})


def search(request: HttpRequest) -> HttpResponse:
    query = SearchQuery(request.GET["q"], config="english", search_type="websearch")
    rows = Idea.objects.filter(search=query).annotate(rank=SearchRank(F("search"), query))
    return render(request, "list.html", {"ideas": rows.order_by("-rank", "-pk").defer("body", "search")[:25]})


def insert(_request: HttpRequest) -> HttpResponse:
    Event.objects.create(kind="bare.insert", topic_type="bare", topic_id=0, announced_at=Now())
    return HttpResponse(status=204)


urlpatterns = [
    path("select/<int:pk>/", select),
    path("list/", listed),
    path("search/", search),
    path("insert/", insert),
]
