"""Lets an HTML form say DELETE or PUT, which it cannot say by itself."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase

FIELD = "_method"
METHODS = frozenset({"DELETE", "PUT"})


class FormMethodMiddleware:
    """Turns a POST whose `_method` field names another method into that method.

    It stands below CsrfViewMiddleware and acts as late as that does, so that the token has been
    checked for the POST it really was. `request.POST` stays readable afterwards.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        if request.method != "POST":
            return
        method = request.POST.get(FIELD, "").upper()
        if method in METHODS:
            request.method = method
