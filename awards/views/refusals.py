"""How a view answers when the workflow says no and there is no form to say it in."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpResponse
from django.shortcuts import render

from ideanet.people.requests import MemberRequest
from ideas.errors import OutOfDateError, RefusedError

P = ParamSpec("P")
View = Callable[Concatenate[MemberRequest, P], HttpResponse]


def says_why(view: View[P]) -> Callable[Concatenate[Any, P], HttpResponse]:
    """Stale is 409, against a stated rule is 422: a page says what happened and leads back."""

    @wraps(view)
    def answered(request: MemberRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except OutOfDateError as error:
            return render(request, "errors/409.html", _context(request, error), status=409)
        except RefusedError as error:
            return render(request, "awards/refused.html", _context(request, error), status=422)

    return answered


def _context(request: MemberRequest, error: Exception) -> dict[str, Any]:
    """Back to the page the form was on, if it was one of ours."""
    came_from = request.headers.get("Referer", "")
    ours = f"{request.scheme}://{request.get_host()}"
    return {
        "text": str(error),
        "url": came_from.removeprefix(ours) if came_from.startswith(ours + "/") else "",
    }
