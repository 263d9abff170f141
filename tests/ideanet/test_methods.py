"""Forms that say DELETE and PUT."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.test import Client
from django.urls import path
from django.views.decorators.http import require_http_methods
from pytest_django import Settings


@require_http_methods(["DELETE", "GET"])
def undo(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{request.method} {request.POST.get('why', '')} {get_token(request)}")


def refuse(request: HttpRequest, reason: str) -> HttpResponse:
    return HttpResponse(reason, status=403)


urlpatterns = [path("undo/", undo)]
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture(autouse=True)
def bare_site(settings: Settings) -> None:
    settings.CSRF_FAILURE_VIEW = f"{__name__}.refuse"
    settings.MIDDLEWARE = [
        "django.middleware.csrf.CsrfViewMiddleware",
        "ideanet.methods.FormMethodMiddleware",
    ]


def test_a_form_can_say_delete_and_its_fields_stay_readable(client: Client) -> None:
    answer = client.post("/undo/", {"_method": "delete", "why": "mistake"})
    assert answer.content.decode().startswith("DELETE mistake")


@pytest.mark.parametrize("said", ["", "get", "HEAD", "trace", "deleted"])
def test_other_words_leave_the_post_a_post(client: Client, said: str) -> None:
    assert client.post("/undo/", {"_method": said}).status_code == 405


def test_only_a_post_can_say_so(client: Client) -> None:
    assert client.get("/undo/", {"_method": "delete"}).content.decode().startswith("GET")


def test_the_token_is_asked_for_as_for_any_post() -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/undo/", {"_method": "delete"}).status_code == 403
    token = strict.get("/undo/").content.decode().split()[-1]
    told = {"_method": "delete", "csrfmiddlewaretoken": token}
    assert strict.post("/undo/", told).status_code == 200
